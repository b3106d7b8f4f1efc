using System.Globalization;
using Maillage.Importers.Draft;
using Maillage.Importers.Fetch;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;

namespace Maillage.Api.Commands;

/// <summary><c>maillage validate FILE</c> without a schema: what the columns of a table seem to say, as a declaration to complete.</summary>
internal static class DraftCommand
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <param name="file">The table.</param>
    /// <param name="declaration">Where to write the declaration; null: beside the table, under its name.</param>
    /// <param name="cancellationToken">Stops before the declaration is written.</param>
    public static async Task<int> RunAsync(string file, string? declaration, CancellationToken cancellationToken)
    {
        var output = declaration ?? Path.ChangeExtension(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file, ".yaml");
        if (File.Exists(output))
        {
            Terminal.Complain($"{output} existe déjà ; donnez un autre nom avec « --ebauche ».");
            return ExitCode.WrongCall;
        }

        var opened = FetchedFile.Open(file);
        if (opened.Value is not { } content)
        {
            Terminal.Complain($"{file} : {opened.Issue}");
            return ExitCode.WrongCall;
        }

        Parsed<MappingDraft> drafted;
        using (content)
        {
            drafted = MappingDraft.Of(content.Content);
        }

        if (drafted.Value is not { } draft)
        {
            Terminal.Complain($"{file} : {drafted.Issue}");
            return ExitCode.BadData;
        }

        // The declaration finds its table from where it stands.
        var folder = Path.GetDirectoryName(Path.GetFullPath(output)) ?? ".";
        var text = DraftYaml.Write(draft, Path.GetRelativePath(folder, Path.GetFullPath(file)).Replace('\\', '/'));
        if (!await WriteAsync(output, text, cancellationToken))
        {
            return ExitCode.WrongCall;
        }

        Show(draft, file);
        Try(output, text);
        Console.WriteLine($"Ébauche écrite dans {output} : relisez-la, complétez-la (producteur, attribution, licence), puis « ./maillage import --dry-run {output} ».");
        return ExitCode.Fine;
    }

    private static async Task<bool> WriteAsync(string output, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(output, text, cancellationToken);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Terminal.Complain($"{output} ne peut pas être écrit.");
            return false;
        }
    }

    private static void Show(MappingDraft draft, string file)
    {
        Console.WriteLine($"{Path.GetFileName(file)} : {draft.Description} ; {Number(draft.Rows)} lignes lues.");
        foreach (var field in draft.Fields)
        {
            Console.WriteLine($"  {field.Field,-32} {string.Join(" + ", field.Columns)}  ({(draft.Rows == 0 ? 0 : field.Filled * 100 / draft.Rows)} % remplis{(field.Certain ? "" : ", à vérifier")})");
        }

        if (draft.Unused.Count > 0)
        {
            Console.WriteLine($"  colonnes dont rien n'est fait : {string.Join(", ", draft.Unused.Select(column => column.Name))}");
        }
    }

    // The mapping is tried as if the person had already said whose data these are.
    private static void Try(string output, string text)
    {
        var reading = SourceReader.ReadText(output, DraftYaml.Completed(text));
        Terminal.Complain(reading.Problems);
        if (reading.Declarations is not [var source])
        {
            return;
        }

        var trial = MappingTrial.Of(source);
        Console.WriteLine($"Avec cette ébauche : {Number(trial.Read)} lignes, {Number(trial.Accepted)} lieux publiables{(trial.Rejected.Count == 0 ? "" : " ; " + string.Join(", ", trial.Rejected.Select(pair => $"{pair.Key} {Number(pair.Value)}")))}.");
        if (trial.Failure is { } failure)
        {
            Terminal.Complain(failure.ToString());
        }
    }

    private static string Number(long number) => number.ToString("N0", French);
}
