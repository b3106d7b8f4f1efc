using System.Globalization;
using Maillage.Api.Feed;
using Maillage.Api.Sources;
using Maillage.Catalogue;
using Maillage.Store;

namespace Maillage.Api.Attributions;

/// <summary>What the licences ask to write beside lieux.</summary>
internal static class Mentions
{
    /// <summary>A mention for each source behind the lieux of a query, those that describe most of them first.</summary>
    public static IReadOnlyList<AttributionPubliee> Of(Snapshot snapshot, ListQuery query, KnownSources known) =>
        [.. snapshot.Lieux.Run(query).Counts(Filters.Source).Join(known.All, count => count.Value, source => source.Card.Id, (count, source) => Of(source, count.Count)).OfType<AttributionPubliee>()];

    /// <summary>The mentions, one a line.</summary>
    public static string Text(IEnumerable<AttributionPubliee> attributions) => string.Concat(attributions.Select(Line));

    private static string Line(AttributionPubliee one)
    {
        // A source that does not date its data was imported one day: that says nothing of how old they are.
        var (said, date) = one.DateFichier is { } day ? ("données du", day.ToDateTime(TimeOnly.MinValue)) : ("importées le", one.ImporteeLe);
        return string.Create(CultureInfo.InvariantCulture, $"{one.Attribution}, {one.Licence.Titre}{(one.Licence.Url is { } url ? $" ({url})" : "")}, {said} {date:dd/MM/yyyy}\n");
    }

    // A run that is under way may have published what it has not told yet.
    private static AttributionPubliee? Of(SourceState source, int lieux) => source.ImporteeLe is not { } instant ? null : new()
    {
        Source = source.Card.Id,
        Attribution = source.Card.Attribution,
        Licence = SourcesView.Licence(source.Card.Licence),
        Url = source.Card.Url,
        DateFichier = source.Card.DateFichier,
        ImporteeLe = SourcesView.Seconds(instant),
        Lieux = lieux,
    };
}
