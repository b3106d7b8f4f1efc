using System.CommandLine;
using Maillage.Api.Commands;
using Maillage.Api.Feed;

// French is the language of the service: messages, help, dates.
System.Globalization.CultureInfo.DefaultThreadCurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");

var serve = ServeCommand.Create();
var root = new RootCommand("Maillage : les lieux d'aide aux démarches et au numérique, en données ouvertes.")
{
    serve,
    ImportCommand.Create(),
    ValidateCommand.Create(),
    ExportCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    RegroupCommand.Create(),
    WithdrawCommand.Create(),
    EraseCommand.Create(),
    CompactCommand.Create(),
    GenerateCommand.Create(),
};
var call = root.Parse(args);
if (call.CommandResult.Command != serve)
{
    // Somebody waits for what a server answers, more than for the end of an import beside it.
    QuietThread.GiveWay();
}

var exitCode = await call.InvokeAsync();
return call.Errors.Count > 0 ? ExitCode.WrongCall : exitCode;
