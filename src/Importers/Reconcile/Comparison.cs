namespace Maillage.Importers.Reconcile;

/// <summary>Two records compared.</summary>
/// <param name="Score">How likely they are to be of one lieu, 0 to 1.</param>
/// <param name="Contradiction">Why they cannot be of one lieu whatever their score, a row of <c>data/poids-des-preuves.csv</c>; null when nothing tells them apart.</param>
/// <param name="Evidence">Why; absent data is no evidence.</param>
internal sealed record Comparison(double Score, string? Contradiction, IReadOnlyList<Evidence> Evidence);

/// <summary>Compares records two by two: a pure function of both and of how many lieux share what they share.</summary>
internal sealed class Comparer(Frequencies frequencies)
{
    private const double Near = 60;
    private const double Close = 200;
    private const double Walk = 500;
    private const double Far = 2_000;

    /// <summary>The two are not there at the same time: one may follow the other in its source.</summary>
    public bool IsOneHandIgnored { get; init; }

    /// <summary>
    /// The two come from one hand, which lists a lieu once, or once for each of the counters that it holds. Two sources that republish one file both hold its records:
    /// these are no different lieux for that.
    /// </summary>
    public static bool AreOfOneHand(Subject a, Subject b) =>
        a.Key.Source == b.Key.Source && a.Origin == b.Origin && (a.Kinds.Count == 0 || b.Kinds.Count == 0 || a.Kinds.SequenceEqual(b.Kinds));

    /// <summary>Compares two records.</summary>
    public Comparison Compare(Subject a, Subject b)
    {
        List<Evidence> evidence = [];
        return new Comparison(Weigh(a, b, evidence), Contradictions.Between(a, b), evidence);
    }

    /// <summary>How likely two records are to be of one lieu, 0 to 1, were it not for what may tell them apart.</summary>
    /// <param name="a">A record.</param>
    /// <param name="b">Another.</param>
    /// <param name="evidence">Receives why.</param>
    public double Weigh(Subject a, Subject b, ICollection<Evidence> evidence)
    {
        Add(EvidenceWeights.Base);
        // « La Poste » and « France services » are one counter under two types: their names differ by nothing else.
        var isOneCounter = a.Kinds.Count > 0 && b.Kinds.Count > 0 && !a.Kinds.Any(b.Kinds.Contains) && TypesTogether.Code(a.Kinds, b.Kinds) != TypesTogether.Different;
        AddName(isOneCounter ? a.Name.WithoutTypes().Compare(b.Name.WithoutTypes()) : a.Name.Compare(b.Name));
        AddAddress(a.Address, b.Address);
        AddDistance(a.MetresTo(b));
        AddShared(Shared.Siret, "siret", a, b, subject => subject.Signature.Siret.Length > 0 ? [subject.Signature.Siret] : []);
        AddShared(Shared.Telephone, "telephone", a, b, subject => subject.Signature.Telephone.Length > 0 ? [subject.Signature.Telephone] : []);
        AddShared(Shared.Courriel, "courriel", a, b, subject => subject.Signature.Courriels);
        AddShared(Shared.Site, "site", a, b, subject => subject.Sites);
        AddKinds(a, b);
        if (a.Signature.CodeInsee != b.Signature.CodeInsee)
        {
            Add("autre_commune");
        }

        if (a.IsMobile != b.IsMobile)
        {
            Add("itinerance");
        }

        if (!IsOneHandIgnored && AreOfOneHand(a, b))
        {
            Add("meme_origine");
        }

        return EvidenceWeights.Score(evidence.Sum(one => one.Points));

        void Add(string code, double worth = 1) => evidence.Add(new Evidence(code, Math.Round(EvidenceWeights.Of(code) * worth, 4)));

        void AddName(NameLikeness names)
        {
            if (names.Weight == 0)
            {
                return;
            }

            // Without their types, what is left of both is most often the name of the place.
            if (isOneCounter && names.Likeness >= 0.15)
            {
                return;
            }

            var code = names.Likeness >= 0.99 ? "nom_identique"
                : names.Likeness >= 0.7 ? "nom_tres_proche"
                : names.Inclusion >= 0.99 ? "nom_contenu"
                : names.Likeness >= 0.4 ? "nom_proche"
                : names.Likeness >= 0.15 ? "nom_eloigne"
                : "nom_different";
            // « Permanence » is no name: that another one is different says little.
            Add(code, EvidenceWeights.Of(code) < 0 ? Math.Min(1, names.Weight) : 1);
        }

        void AddAddress(StreetAddress? one, StreetAddress? other)
        {
            if (one is null || other is null)
            {
                return;
            }

            var street = one.SameStreet(other);
            var numbers = (one.Number.Length > 0, other.Number.Length > 0);
            Add(street < 0.5 ? "voies_differentes"
                : street < 0.99 ? "voie_proche"
                : numbers is (true, true) && one.Number != other.Number ? "numeros_differents"
                : numbers is (true, true) ? "meme_adresse"
                : "meme_voie");
        }

        void AddDistance(double metres)
        {
            if (!double.IsNaN(metres))
            {
                Add(metres <= Near ? "a_60_m" : metres <= Close ? "a_200_m" : metres <= Walk ? "a_500_m" : metres <= Far ? "a_2_km" : "au_dela_de_2_km");
            }
        }

        void AddShared(Shared kind, string code, Subject one, Subject other, Func<Subject, IReadOnlyList<string>> values)
        {
            var (mine, theirs) = (values(one), values(other));
            if (mine.Count == 0 || theirs.Count == 0)
            {
                return;
            }

            var worth = -1.0;
            foreach (var value in mine)
            {
                worth = theirs.Contains(value) ? Math.Max(worth, frequencies.Worth(kind, value)) : worth;
            }

            if (worth < 0)
            {
                Add(code + "_different");
            }
            else
            {
                Add("meme_" + code, worth);
            }
        }

        void AddKinds(Subject one, Subject other)
        {
            if (one.Kinds.Count == 0 || other.Kinds.Count == 0)
            {
                // A town hall is known for one: what has another name and no type is most often its tenant.
                if (one.Kinds.Count + other.Kinds.Count > 0)
                {
                    Add(TypesTogether.IsHost(one.Kinds) || TypesTogether.IsHost(other.Kinds) ? "administration_seule" : "un_seul_type");
                }

                return;
            }

            if (one.Kinds.FirstOrDefault(other.Kinds.Contains) is { } common)
            {
                Add("meme_type");
                if (one.Signature.CodeInsee == other.Signature.CodeInsee)
                {
                    Add("seul_de_son_type", frequencies.Worth(Shared.Type, Frequencies.TypeIn(common, one.Signature.CodeInsee)));
                }
            }
            else
            {
                Add(TypesTogether.Code(one.Kinds, other.Kinds));
            }
        }
    }
}
