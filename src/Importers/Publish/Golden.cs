using Maillage.Importers.Reconcile;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;
using Maillage.Store;

namespace Maillage.Importers.Publish;

/// <summary>
/// What is published of a lieu: field by field, the word of the source that is believed first. A pure function of its records and of those attached to them,
/// whatever the order of imports.
/// </summary>
/// <param name="priorities">Which source is believed first.</param>
internal sealed class Golden(Priorities priorities)
{
    /// <summary>Version of these rules: raising it makes every lieu be published anew at the next import.</summary>
    public const string Version = "1";

    private const string Decided = "decision";

    // What is said together is taken together: half of one address and half of another is no address.
    private static readonly Dictionary<string, string> LeaderOf = new()
    {
        ["adresse"] = "adresse",
        ["complement_adresse"] = "adresse",
        ["code_postal"] = "adresse",
        ["code_insee"] = "adresse",
        ["commune"] = "adresse",
        ["code_departement"] = "adresse",
        ["code_region"] = "adresse",
        ["code_epci"] = "adresse",
        ["nom_epci"] = "adresse",
        ["latitude"] = "latitude",
        ["longitude"] = "latitude",
        ["precision_localisation"] = "latitude",
        ["horaires"] = "horaires",
        ["horaires_note"] = "horaires",
        ["telephone"] = "telephone",
        ["telephone_note"] = "telephone",
        ["presentation_resume"] = "presentation_detail",
        ["presentation_detail"] = "presentation_detail",
        ["niveau_accueil"] = "niveau_accueil",
        ["niveau_accueil_depuis"] = "niveau_accueil",
        ["niveau_accueil_origine"] = "niveau_accueil",
        ["accessibilite_pmr"] = "accessibilite_pmr",
        ["accessibilite_note"] = "accessibilite_pmr",
        ["connexion"] = "connexion",
        ["debit_mbps"] = "connexion",
    };

    // What each source may know a part of, and no source denies.
    private static readonly (string Name, Func<Lieu, IReadOnlyList<string>> Of, Func<Lieu, IReadOnlyList<string>, Lieu> With)[] Joined =
    [
        ("types", lieu => lieu.Types, (lieu, values) => lieu with { Types = values }),
        ("typologie", lieu => lieu.Typologie, (lieu, values) => lieu with { Typologie = values }),
        ("dispositif_programmes_nationaux", lieu => lieu.DispositifProgrammesNationaux, (lieu, values) => lieu with { DispositifProgrammesNationaux = values }),
        ("formations_labels", lieu => lieu.FormationsLabels, (lieu, values) => lieu with { FormationsLabels = values }),
        ("autres_formations_labels", lieu => lieu.AutresFormationsLabels, (lieu, values) => lieu with { AutresFormationsLabels = values }),
        ("thematiques", lieu => lieu.Thematiques, (lieu, values) => lieu with { Thematiques = values }),
        ("langues", lieu => lieu.Langues, (lieu, values) => lieu with { Langues = values }),
        ("accessibilite_handicaps", lieu => lieu.AccessibiliteHandicaps, (lieu, values) => lieu with { AccessibiliteHandicaps = values }),
        ("anciens_noms", lieu => lieu.AnciensNoms, (lieu, values) => lieu with { AnciensNoms = values }),
    ];

    // Names that counters bore before their network changed its own.
    private static readonly string[] FormerWords = ["msap", "services au public", "service au public", "pole emploi", "anpe", "acces au droit", "renovation info service"];

    private static readonly RecordShape<Lieu> Shape = RecordShape.Of<Lieu>();

    /// <summary>Changes when the outcome may, for the same records.</summary>
    public string Fingerprint => $"{Version} {Deduce.DeductionTables.Empreinte} {priorities.Fingerprint}";

    /// <summary>What is published of a lieu.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="records">Its records.</param>
    /// <param name="attached">The records attached to them.</param>
    /// <param name="lieuOf">Gives the id of the lieu of the record that would be behind that one, were it alone.</param>
    public Lieu Of(string id, IReadOnlyList<PublishedRecord> records, IReadOnlyList<AttachedRecord> attached, Func<string, string> lieuOf)
    {
        var voices = records.Select(record => new Voice((Lieu)record.Fiche, record.Key, record.Signature)).OrderDescending(Voice.MostTrusted).ToList();
        var lieu = voices is [var only] ? only.Lieu : Merge(voices);
        lieu = lieu with { Id = id, LieuParentId = lieu.LieuParentId is { } parent && lieuOf(parent) is var current && current != id ? current : null };
        return Quality.Scored(Attachments.Apply(lieu, attached));
    }

    private Lieu Merge(IReadOnlyList<Voice> voices)
    {
        Dictionary<string, Voice?> leaders = [];
        SortedDictionary<string, string> provenance = new(StringComparer.Ordinal);
        var lieu = Shape.Compose(field =>
        {
            var chosen = Chosen(field);
            if (chosen is not null && chosen.Lieu.Provenance.TryGetValue(field.Name, out var source))
            {
                provenance[field.Name] = source;
            }

            return chosen?.Lieu;
        });
        foreach (var (name, of, with) in Joined)
        {
            lieu = with(lieu, [.. voices.SelectMany(voice => of(voice.Lieu)).Distinct()]);
        }

        return WithFormerNames(lieu, voices) with
        {
            DateMaj = voices.Max(voice => voice.Lieu.DateMaj),
            Sources = [.. voices.OrderBy(voice => voice.Key, RecordKey.Order).SelectMany(voice => voice.Lieu.Sources)],
            Provenance = provenance,
        };

        Voice? Chosen(Field<Lieu> field)
        {
            var leader = LeaderOf.GetValueOrDefault(field.Name, field.Name);
            if (!leaders.TryGetValue(leader, out var chosen))
            {
                leaders[leader] = chosen = Leading(Shape.Find(leader) ?? field, voices);
            }

            return chosen;
        }
    }

    private Voice? Leading(Field<Lieu> field, IReadOnlyList<Voice> voices) => voices
        .Where(voice => !field.IsUnknown(voice.Lieu))
        .OrderByDescending(voice => field.Name == "niveau_accueil" && voice.Lieu.NiveauAccueilOrigine == Decided)
        .ThenByDescending(voice => field.Name == "latitude" ? Precision(voice.Lieu) : 0)
        .ThenBy(voice => priorities.RankOf(voice.Key.Source, field.Name))
        .FirstOrDefault()
        // Fields that are always known, a commune without an address, follow the first voice.
        ?? (field.Rule.Requis || field.Name == "adresse" ? voices[0] : null);

    // A point of the address is better than the centre of the commune, whoever gives it.
    private static int Precision(Lieu lieu) => lieu.PrecisionLocalisation switch
    {
        "adresse" => 3,
        "inconnue" or "rue" => 2,
        "lieu-dit" => 1,
        _ => 0,
    };

    private static Lieu WithFormerNames(Lieu lieu, IReadOnlyList<Voice> voices)
    {
        var name = Repli.Plier(lieu.Nom);
        var former = voices.Select(voice => voice.Lieu.Nom)
            .Where(other => Repli.Plier(other) is var folded && folded != name && Array.Exists(FormerWords, word => folded.Contains(word, StringComparison.Ordinal) && !name.Contains(word, StringComparison.Ordinal)))
            .ToList();
        return former.Count == 0 ? lieu : lieu with { AnciensNoms = [.. lieu.AnciensNoms.Concat(former).Distinct()] };
    }

    /// <summary>A record, and how much it is worth listening to.</summary>
    private sealed record Voice(Lieu Lieu, RecordKey Key, string? Written)
    {
        private readonly string date = (Written is null ? null : Signature.Read(Written)?.Date) ?? "";
        private readonly int known = Shape.Fields.Count(field => !field.IsUnknown(Lieu));

        /// <summary>The freshest, then the one that says most, then by source and id.</summary>
        public static IComparer<Voice> MostTrusted { get; } = Comparer<Voice>.Create((one, other) =>
            string.CompareOrdinal(one.date, other.date) is var byDate and not 0 ? byDate
            : one.known.CompareTo(other.known) is var byKnown and not 0 ? byKnown
            : RecordKey.Order.Compare(other.Key, one.Key));
    }
}
