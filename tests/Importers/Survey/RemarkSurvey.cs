using System.Security.Cryptography;
using System.Text;
using Maillage.Importers.Normalise.Hours;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;

namespace Maillage.Tests.Importers.Survey;

/// <summary>One record whose remarks became hours: what the source says, what is published.</summary>
/// <param name="Ranges">Ranges and remarks, as written.</param>
/// <param name="Horaires">Hours as published.</param>
/// <param name="Note">Note as published.</param>
/// <param name="Closings">Closings as published.</param>
internal sealed record RemarkRead(string Ranges, string? Horaires, string? Note, int Closings);

/// <summary>What becomes of the remarks on hours of a file, and a sample of those that became hours, for a person to read.</summary>
/// <param name="Remarks">Ranges that bear a remark.</param>
/// <param name="Understood">Of these, in records whose remarks are all understood.</param>
/// <param name="Sample">A sample, always the same for a seed, of the records whose remarks changed the hours.</param>
internal sealed record RemarkSurvey(long Remarks, long Understood, IReadOnlyList<RemarkRead> Sample)
{
    public static RemarkSurvey Of(SourceDeclaration source, Stream file, int seed, int size)
    {
        var format = (SourceFormats.Find(source.Format) as ILieuFormat) ?? throw new ArgumentException($"Unknown format {source.Format}.", nameof(source));
        long remarks = 0, understood = 0;
        var changed = new Dictionary<string, RemarkRead>();
        foreach (var ranges in format.Read(file, source).Where(item => item.Failure is null).Select(item => format.Map(item.Canonical, []).PlagesOuverture))
        {
            var remarked = ranges.Count(range => range.Commentaire.Length > 0);
            if (remarked == 0)
            {
                continue;
            }

            remarks += remarked;
            var read = HoursNormaliser.Parse(new RawLieu { PlagesOuverture = ranges }, []);
            if (read.Horaires?.Contains($"\"{NotedHours.SeeNote}\"", StringComparison.Ordinal) == true)
            {
                continue;
            }

            understood += remarked;
            var plain = HoursNormaliser.Parse(new RawLieu { PlagesOuverture = [.. ranges.Select(range => range with { Commentaire = "" })] }, []);
            if (plain.Horaires != read.Horaires || read.Fermetures.Count > 0)
            {
                // One record for each set of remarks: the most frequent remark would fill the sample.
                changed.TryAdd(string.Join('|', ranges.Select(range => range.Commentaire).Distinct()), new RemarkRead(Written(ranges), read.Horaires, read.Note, read.Fermetures.Count));
            }
        }

        // An order that depends on the seed alone, the same on every machine.
        var sample = changed
            .OrderBy(pair => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{pair.Key}"))), StringComparer.Ordinal)
            .Select(pair => pair.Value);
        return new RemarkSurvey(remarks, understood, [.. sample.Take(size)]);
    }

    private static string Written(IReadOnlyList<PlageOuverture> ranges) => string.Join(" ; ", ranges.Select(range =>
    {
        var days = range.JourFin.Length == 0 || range.JourFin == range.JourDebut ? range.JourDebut : $"{range.JourDebut}-{range.JourFin}";
        var times = string.Join(' ', range.Heures.Where(pair => pair.Debut.Length > 0).Select(pair => $"{Short(pair.Debut)}-{Short(pair.Fin)}"));
        return $"{days} {times}{(range.Commentaire.Length == 0 ? "" : $" « {range.Commentaire.ReplaceLineEndings(" ")} »")}";
    }));

    private static string Short(string time) => time.EndsWith(":00", StringComparison.Ordinal) && time.Length > 6 ? time[..^3] : time;
}
