using Maillage.Importers.Map.Language;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Draft;

/// <summary>Gives each field the column that suits it best, by its name and by what it holds.</summary>
internal sealed class FieldGuess(List<ColumnProfile> table)
{
    // Columns that name individuals are never proposed.
    private readonly List<ColumnProfile> columns = table.FindAll(column => !People.AreNamedBy(column.Folded));

    // Below, a guess would more often be wrong than right.
    private const double LeastScore = 0.55;
    private const double Sure = 0.85;

    // A name says more than values: « 12 » is a number of posts as well as a part of an address.
    private const double WeightOfName = 0.6;

    // A column so unlike its name is something else that bears it.
    private const double LeastLikeness = 0.3;

    private const double MostlyKnown = 0.5;
    private const int MostTerms = 60;
    private const int FewestDays = 3;

    // Told by their values alone, whatever the name.
    private static readonly string[] Telling = ["code_postal", "latitude", "longitude", "courriels", "site_web", "telephone", "siret"];

    private readonly HashSet<ColumnProfile> taken = [];
    private readonly List<DraftField> fields = [];

    public List<DraftField> Fields()
    {
        Days();
        Point();
        NumberAndStreet();
        foreach (var (_, field, column) in Scored().OrderByDescending(candidate => candidate.Score).ThenBy(candidate => columns.IndexOf(candidate.Column)))
        {
            if (!taken.Contains(column) && !fields.Exists(found => found.Field == field.Name))
            {
                Take(new DraftField(field.Name, [column.Name], column.Filled, Score(field, column) >= Sure, column.Example), column);
            }
        }

        Lists();
        var order = MappingTargets.Fields.Select(field => field.Name).ToList();
        return [.. fields.OrderBy(field => order.IndexOf(field.Field.Split('.')[0]))];
    }

    private void Take(DraftField field, params IEnumerable<ColumnProfile> used)
    {
        fields.Add(field);
        taken.UnionWith(used);
    }

    private IEnumerable<(double Score, MappingTarget Field, ColumnProfile Column)> Scored() =>
        from field in MappingTargets.Fields
        where field.Vocabulary is null && !fields.Exists(found => found.Field.Split('.')[0] == field.Name)
        from column in columns
        let score = Score(field, column)
        where score >= LeastScore
        select (score, field, column);

    private static double Score(MappingTarget field, ColumnProfile column)
    {
        var name = KnownHeaders.Likeness(field.Name, column.Folded);
        if (Contents.Likeness(field.Name, column) is not { } content)
        {
            return name;
        }

        return content < LeastLikeness ? 0
            : name == 0 ? (Telling.Contains(field.Name) && content >= 0.9 ? LeastScore + 0.01 : 0)
            : (name * WeightOfName) + (content * (1 - WeightOfName));
    }

    // One column a day: « lundi », « h_lundi », « horaires mardi ».
    private void Days()
    {
        var found = MappingTargets.Days
            .Select(day => (Day: day, Column: columns.Find(column => $" {column.Folded} ".Contains($" {day} ", StringComparison.Ordinal) && column.Share(value => Contents.LooksLikeHours(value) || Repli.Plier(value).StartsWith("ferm", StringComparison.Ordinal)) >= MostlyKnown)))
            .Where(pair => pair.Column is not null)
            .ToList();
        if (found.Count < FewestDays)
        {
            return;
        }

        foreach (var (day, column) in found)
        {
            if (column is not null)
            {
                Take(new DraftField($"horaires.{day}", [column.Name], column.Filled, true, column.Example), column);
            }
        }
    }

    private void Point()
    {
        if (columns.Find(column => column.Share(Contents.IsPair) >= 0.9) is not { } pair)
        {
            return;
        }

        var separator = pair.Example.Contains(',', StringComparison.Ordinal) ? "," : pair.Example.Contains(';', StringComparison.Ordinal) ? ";" : " ";
        Take(new DraftField("latitude", [pair.Name], pair.Filled, true, pair.Example) { Part = (separator, 1) }, pair);
        Take(new DraftField("longitude", [pair.Name], pair.Filled, true, pair.Example) { Part = (separator, 2) }, pair);
    }

    private void NumberAndStreet()
    {
        var number = columns.Find(column => column.Folded is "numero" or "adresse numero" or "num voie" or "numero voie" or "n" or "num");
        var street = columns.Find(column => column.Folded is "rue" or "voie" or "adresse rue" or "nom voie" or "libelle voie" or "adresse voie");
        if (number is not null && street is not null && number.Share(value => value.Any(char.IsAsciiDigit)) >= MostlyKnown)
        {
            Take(new DraftField("adresse", [number.Name, street.Name], Math.Max(number.Filled, street.Filled), true, $"{number.Example} {street.Example}"), number, street);
        }
    }

    // Closed lists: the column whose values are those of the list, or whose name is the field's, with a table of its terms.
    private void Lists()
    {
        var candidates = from field in MappingTargets.Fields
                         where field.Vocabulary is not null
                         from column in columns
                         where !taken.Contains(column)
                         let known = Contents.Known(field.Name, column)
                         let name = KnownHeaders.Likeness(field.Name, column.Folded)
                         where known >= MostlyKnown || name >= Sure
                         where name > 0 || !BelongsElsewhere(field, column)
                         orderby known + name + (column.Folded == Repli.Plier(field.Name) ? 1 : 0) descending
                         select (field, column, known);
        foreach (var (field, column, known) in candidates.ToList())
        {
            if (!taken.Contains(column) && !fields.Exists(found => found.Field == field.Name))
            {
                Take(new DraftField(field.Name, [column.Name], column.Filled, known >= Sure, column.Example) { Terms = known >= Sure ? [] : Terms(field, field.Vocabulary ?? "", column) }, column);
            }
        }
    }

    private static bool BelongsElsewhere(MappingTarget field, ColumnProfile column) =>
        MappingTargets.Fields.Any(other => other != field && KnownHeaders.Likeness(other.Name, column.Folded) >= Sure);

    private static List<DraftTerm> Terms(MappingTarget field, string vocabulary, ColumnProfile column)
    {
        var list = Vocabulaires.Trouver(vocabulary);
        var pieces = column.Values.OrderByDescending(pair => pair.Value).SelectMany(pair => ListText.Split(pair.Key, piece => Contents.IsKnown(field.Name, piece))).DistinctBy(Repli.Plier);
        // What the field knows already needs no row of the table.
        return [.. pieces.Where(piece => !Contents.IsKnown(field.Name, piece)).Take(MostTerms).Select(piece => Meant(list, piece))];
    }

    // The same words as a label, singular or plural, in any order: the value. Words that only look like it: a question.
    private static DraftTerm Meant(Vocabulaire list, string piece)
    {
        var words = Words(piece);
        var same = list.Termes.Where(terme => Words(terme.Libelle).SetEquals(words)).ToList();
        return same is [var only] ? new DraftTerm(piece, only.Valeur, null)
            : new DraftTerm(piece, null, Suggestion.PlusProche(piece, list.Termes.Select(terme => terme.Libelle)) is { } near ? list.Termes.First(terme => terme.Libelle == near).Valeur : null);
    }

    private static HashSet<string> Words(string text) => [.. Repli.Plier(text).Split(' ').Where(word => word.Length > 2).Select(word => word.TrimEnd('s', 'x'))];
}
