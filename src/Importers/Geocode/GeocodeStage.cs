using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Geocode;

/// <summary>The optional stage of one import: locates the lieux that their source does not. Without a geocoder, only the centre of the commune is left.</summary>
internal sealed class GeocodeStage(SourceDeclaration source, Geocoder? geocoder, Cog cog, ImportReport report, IProgress<ImportProgress>? progress)
{
    // Two records at one address ask once.
    private readonly Dictionary<AddressQuestion, Candidate> answers = [];

    /// <summary>Questions worth keeping for one request; 0 when nobody is asked.</summary>
    public int BatchSize => geocoder?.BatchSize ?? 0;

    /// <summary>The record was read by the same rules, and the geocoder has nothing left to say of it.</summary>
    public bool IsSettled(byte[] kept, byte[] hash) =>
        kept.AsSpan().SequenceEqual(hash) || (geocoder is null && kept.AsSpan().SequenceEqual(Waiting(hash)));

    /// <summary>The hash to keep of a record whose address had no answer: it differs from that of the record, so that the next import asks again.</summary>
    public static byte[] Waiting(byte[] hash) => [.. hash[..^1], (byte)(hash[^1] ^ 1)];

    /// <summary>Asks for the addresses that this import has not asked for yet.</summary>
    public async Task AskAsync(IEnumerable<AddressQuestion> questions, CancellationToken cancellationToken)
    {
        foreach (var batch in questions.Distinct().Where(question => !answers.ContainsKey(question)).Chunk(Math.Max(BatchSize, 1)))
        {
            if (geocoder is not { Failure: null })
            {
                break;
            }

            foreach (var (question, candidate) in await geocoder.AskAsync(batch, cancellationToken))
            {
                answers[question] = candidate;
            }

            report.Geocoding.Asked += batch.Length;
            progress?.Report(new ImportProgress(source.Id, report.Read, 0) { Asked = report.Geocoding.Asked });
        }

        report.Geocoding.Failure = geocoder?.Failure;
    }

    /// <summary>The lieu where its address is, or where it was, or at the centre of its commune when the source asks for that.</summary>
    /// <param name="lieu">The lieu as its source gives it.</param>
    /// <param name="question">What was asked to locate it; null when there was nothing to ask.</param>
    /// <param name="before">The lieu as it is published.</param>
    /// <param name="issues">Receives what was found, or why it was not.</param>
    public Lieu Locate(Lieu lieu, AddressQuestion? question, Lieu? before, ICollection<Issue> issues)
    {
        if (question is null)
        {
            return lieu.AtCommune(source, cog, issues);
        }

        if (!answers.TryGetValue(question, out var candidate) || cog.ParCode(lieu.CodeInsee)?.Commune is not { } commune)
        {
            report.Geocoding.Waiting += geocoder is null ? 0 : 1;
            return lieu.AsBefore(before).AtCommune(source, cog, issues);
        }

        var verdict = Acceptance.Judge(question, candidate, commune, cog);
        issues.Add(verdict.Issue);
        if (verdict.Point is { } point)
        {
            report.Geocoding.Located++;
            return lieu.AtPoint(point.Latitude, point.Longitude, point.Precision, Location.Geocoder);
        }

        ImportReport.Add(report.Geocoding.Refused, verdict.Refusal ?? "");
        return lieu.AtCommune(source, cog, issues);
    }

    /// <summary>Nothing is left to ask of this record.</summary>
    public bool IsAnswered(AddressQuestion? question) => question is null || answers.ContainsKey(question);
}
