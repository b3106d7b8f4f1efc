using System.CommandLine;
using Maillage.Api.Validation;
using Maillage.Importers.Fetch;
using Maillage.Importers.Validate;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Commands;

/// <summary><c>maillage validate FICHIER</c>: with a schema, says what is wrong in a file and writes it repaired; without, drafts the declaration that explains it.</summary>
internal static class ValidateCommand
{
    private const string RepairsSuffix = ".reparations.csv";

    public static Command Create()
    {
        var file = new Argument<string>("FICHIER") { Description = "CSV, classeur Excel, JSON, NDJSON ou GeoJSON." };
        var schema = new Option<string?>("--schema") { Description = $"Schéma que le fichier doit respecter : {string.Join(", ", Importers.Validate.Validation.Schemas)}." };
        var fix = new Option<string?>("--fix") { Description = $"Écrit le fichier réparé (CSV), et à côté la liste des réparations ({RepairsSuffix})." };
        var reports = new Option<string[]>("--rapport") { Description = $"Écrit le rapport dans ce fichier ; son extension dit le format : {string.Join(", ", ReportFormat.All.Select(format => format.Extension))}. Peut être répété.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = $"Format du rapport affiché : {string.Join(", ", ReportFormat.All.Select(one => one.Name))}.", DefaultValueFactory = _ => "texte" };
        var draft = new Option<string?>("--ebauche") { Description = "Sans --schema : écrit l'ébauche de la déclaration dans ce fichier (à côté du tableau, en .yaml, si rien n'est dit)." };
        var command = new Command("validate", "Vérifie un fichier et dit ce qui n'y va pas, ligne par ligne ; sans --schema, propose la déclaration qui l'expliquerait.") { file, schema, fix, reports, format, draft };
        command.SetAction((call, cancellationToken) => RunAsync(
            new ValidateCall(call.GetValue(file) ?? "", call.GetValue(schema), call.GetValue(fix), call.GetValue(reports) ?? [], call.GetValue(format) ?? "texte", call.GetValue(draft)),
            cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(ValidateCall call, CancellationToken cancellationToken) =>
        call is { Schema: not null, Draft: not null } ? Task.FromResult(Wrong("« --ebauche » ne va pas avec « --schema » : un fichier qui suit un schéma n'a pas besoin d'être expliqué."))
        : call.Schema is { } schema ? Task.Run(() => Run(call, schema, cancellationToken), cancellationToken)
        : call.Outputs.Any() ? Task.FromResult(Wrong($"« --fix » et « --rapport » demandent le schéma à respecter : {string.Join(" ou ", Importers.Validate.Validation.Schemas.Select(name => $"--schema {name}"))}."))
        : DraftCommand.RunAsync(call.File, call.Draft, cancellationToken);

    private static int Run(ValidateCall call, string schema, CancellationToken cancellationToken)
    {
        if (WhatIsWrong(call, schema) is { } mistake)
        {
            return Wrong(mistake);
        }

        var opened = FetchedFile.Open(call.File);
        if (opened.Value is not { } file)
        {
            return Wrong($"« {call.File} » n'existe pas, ou ne peut pas être lu.");
        }

        try
        {
            using (file)
            {
                return Check(call, schema, file, cancellationToken);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Wrong("un fichier n'a pas pu être lu ou écrit jusqu'au bout : droits, ou place sur le disque ?");
        }
    }

    private static int Wrong(string sentence)
    {
        Terminal.Complain(sentence);
        return ExitCode.WrongCall;
    }

    private static int Check(ValidateCall call, string schema, FetchedFile file, CancellationToken cancellationToken)
    {
        using var repaired = call.Fix is { } fix ? new PendingFile(fix) : null;
        using var repairs = call.Fix is { } beside ? new PendingFile(beside + RepairsSuffix) : null;
        var report = Importers.Validate.Validation.Run(
            file.Content,
            schema,
            new ValidationOptions { Today = Today(), Repaired = repaired?.Content, Repairs = repairs?.Content },
            cancellationToken);
        var name = Path.GetFileName(call.File);
        foreach (var path in call.Reports)
        {
            File.WriteAllBytes(path, ReportFormat.OfFile(path)?.Bytes(report, name) ?? []);
        }

        Console.Out.Write(ReportFormat.Find(call.Format)?.Write(report, name));
        if (repaired is not null && repairs is not null)
        {
            Keep(report, repaired, repairs);
        }

        return report.IsValid ? ExitCode.Fine : ExitCode.BadData;
    }

    private static void Keep(ValidationReport report, PendingFile repaired, PendingFile repairs)
    {
        if (report.Failure is not null || report.AsIs + report.Repairable == 0)
        {
            Terminal.Complain("aucun fichier réparé n'est écrit : " + (report.Failure is null ? "toutes les lignes sont à corriger par une personne." : "le fichier n'a pas pu être lu jusqu'au bout."));
            return;
        }

        repaired.Keep();
        repairs.Keep();
        Terminal.Complain($"{ReportWords.Plural(report.AsIs + report.Repairable, "lieu écrit", "lieux écrits")} dans {repaired.Path}, {ReportWords.Plural(report.RepairCount, "réparation", "réparations")} dans {repairs.Path}.");
    }

    // Where the data is French, so is the day.
    private static DateOnly Today() =>
        DateOnly.FromDateTime(TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out var paris) ? TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), paris).DateTime : TimeProvider.System.GetLocalNow().DateTime);

    private static string? WhatIsWrong(ValidateCall call, string schema) =>
        !Importers.Validate.Validation.Schemas.Contains(schema) ? Unknown("schéma", schema, Importers.Validate.Validation.Schemas)
        : ReportFormat.Find(call.Format) is null ? Unknown("format", call.Format, ReportFormat.All.Select(format => format.Name))
        : call.Reports.FirstOrDefault(path => ReportFormat.OfFile(path) is null) is { } report ? $"« --rapport {report} » : l'extension dit le format ; écrivez {string.Join(", ", ReportFormat.All.Select(format => format.Extension))}."
        : call.Fix is { } fix && !".csv".Equals(Path.GetExtension(fix), StringComparison.OrdinalIgnoreCase) ? $"« --fix {fix} » : le fichier réparé est un CSV ; donnez-lui un nom en .csv."
        : call.Outputs.FirstOrDefault(path => !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) is { } lost ? $"« {lost} » : ce dossier n'existe pas."
        : call.Outputs.FirstOrDefault(path => Target(path) == Target(call.File)) is { } input ? $"« {input} » est le fichier à vérifier : il ne sera pas remplacé."
        : call.Outputs.GroupBy(Target).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"« {twice.First()} » serait écrit deux fois."
        : null;

    private static string Unknown(string what, string name, IEnumerable<string> known) =>
        $"{what} « {name} » inconnu ; {(Suggestion.PlusProche(name, known) is { } nearest ? $"vouliez-vous dire « {nearest} » ? " : "")}Connus : {string.Join(", ", known)}.";

    // Two names may be one file.
    private static string Target(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? link.FullName : Path.GetFullPath(path);

    /// <summary>What the command line says.</summary>
    private sealed record ValidateCall(string File, string? Schema, string? Fix, string[] Reports, string Format, string? Draft)
    {
        public IEnumerable<string> Outputs => Fix is null ? Reports : [Fix, Fix + RepairsSuffix, .. Reports];
    }

    /// <summary>A file that takes its name when it is whole; what was there before stays until then.</summary>
    private sealed class PendingFile : IDisposable
    {
        private readonly string temporary;

        public PendingFile(string path)
        {
            Path = path;
            temporary = path + ".en-cours";
            Content = File.Create(temporary);
        }

        public string Path { get; }

        public FileStream Content { get; }

        public void Keep()
        {
            Content.Dispose();
            File.Move(temporary, Path, overwrite: true);
        }

        public void Dispose()
        {
            Content.Dispose();
            File.Delete(temporary);
        }
    }
}
