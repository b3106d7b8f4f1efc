using System.CommandLine;
using Maillage.Api.Commands;

// French is the language of the service: messages, help, dates.
System.Globalization.CultureInfo.DefaultThreadCurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");

var root = new RootCommand("Maillage : les lieux d'aide aux démarches et au numérique, en données ouvertes.")
{
    ServeCommand.Create(),
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
var exitCode = await call.InvokeAsync();
return call.Errors.Count > 0 ? ExitCode.WrongCall : exitCode;
