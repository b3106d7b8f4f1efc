using Maillage.Schema.Lieux;
using Maillage.Schema.Services;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;

namespace Maillage.Importers.Publish;

/// <summary>What the records attached to those of a lieu add to it. A pure function, whatever the order of imports.</summary>
internal static class Attachments
{
    /// <param name="fiche">The lieu as its own records tell it.</param>
    /// <param name="attached">The records attached to them.</param>
    public static Lieu Apply(Lieu fiche, IReadOnlyList<AttachedRecord> attached)
    {
        if (attached.Count == 0)
        {
            return fiche;
        }

        var provenance = new SortedDictionary<string, string>(fiche.Provenance.ToDictionary(), StringComparer.Ordinal);
        var lieu = fiche;
        foreach (var record in attached.OrderBy(record => record.Key.Source, StringComparer.Ordinal).ThenBy(record => record.Key.Id, StringComparer.Ordinal))
        {
            lieu = record switch
            {
                { Complement: { } complement } => With(lieu, complement, provenance),
                { Fiche: Service service } => With(lieu, service, record.Key.Source, provenance),
                _ => lieu,
            };
        }

        return lieu with { Provenance = provenance };
    }

    // A complement says what the lieu's own source does not: where both say, the lieu's own keeps the word, and lists are joined.
    private static Lieu With(Lieu lieu, SourcedComplement sourced, SortedDictionary<string, string> provenance)
    {
        var (mention, complement) = (sourced.Source, sourced.Complement);
        var source = mention.Source;
        return lieu with
        {
            ZoneCompetence = Joined("zone_competence", lieu.ZoneCompetence, IsOf(lieu, complement) ? complement.ZoneCompetence : [], source, provenance),
            AccessibiliteHandicaps = Joined("accessibilite_handicaps", lieu.AccessibiliteHandicaps, complement.AccessibiliteHandicaps, source, provenance),
            FicheAccesLibre = Said("fiche_acces_libre", lieu.FicheAccesLibre, complement.FicheAccesLibre, source, provenance),
            AccessibilitePmr = Said("accessibilite_pmr", lieu.AccessibilitePmr, complement.AccessibilitePmr, source, provenance),
            AccessibiliteNote = Said("accessibilite_note", lieu.AccessibiliteNote, complement.AccessibiliteNote, source, provenance),
            Sources = [.. lieu.Sources, mention],
        };
    }

    // A competence for a type of counter that the lieu does not hold is not the lieu's.
    private static bool IsOf(Lieu lieu, Complement complement) =>
        complement.Types.Count == 0 || complement.Types.Any(type => lieu.Types.Contains(TypesLieu.Trouver(type)?.Code ?? type));

    private static Lieu With(Lieu lieu, Service service, string source, SortedDictionary<string, string> provenance)
    {
        var themes = Joined("thematiques", lieu.Thematiques, service.Thematiques, source, provenance);
        // A service that adds nothing is not behind the lieu.
        return themes.Count == lieu.Thematiques.Count ? lieu : lieu with { Thematiques = themes, Sources = [.. lieu.Sources, .. service.Sources] };
    }

    private static string? Said(string field, string? own, string? added, string source, SortedDictionary<string, string> provenance)
    {
        if (own is not null || added is null)
        {
            return own;
        }

        provenance[field] = source;
        return added;
    }

    private static IReadOnlyList<string> Joined(string field, IReadOnlyList<string> own, IReadOnlyList<string> added, string source, SortedDictionary<string, string> provenance)
    {
        var fresh = added.Except(own).ToList();
        if (fresh.Count == 0)
        {
            return own;
        }

        provenance.TryAdd(field, source);
        return [.. own, .. fresh];
    }
}
