using Maillage.Importers.Normalise.Place;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Geocode;

/// <summary>A position found by the geocoder.</summary>
internal sealed record GeocodedPoint(double Latitude, double Longitude, string Precision);

/// <summary>What an answer was judged to be worth: the point, or the reason of its refusal; always the issue that says so.</summary>
internal sealed record Verdict(GeocodedPoint? Point, string? Refusal, Issue Issue);

/// <summary>When an answer of the geocoder is a position: what is uncertain stays without coordinates.</summary>
internal static class Acceptance
{
    // Exact spellings score above 0.9. Of 757 addresses that data·inclusion had geocoded, 88 % score 0.70 or more, 86 % 0.75, 82 % 0.80; a place taken
    // for a street scores 0.797, so the name is compared too. A commune is not a position: the centre of a commune is asked for otherwise.
    private static readonly Kind[] Kinds =
    [
        new("housenumber", "adresse", 0.70),
        new("street", "rue", 0.75),
        new("locality", "lieu-dit", 0.80),
    ];

    // The answer does not say where the second candidate is: nearly as good, it may as well be in the other village of a merged commune.
    private const double LeastLead = 0.02;

    // The first that applies is the reason.
    private static readonly (string Reason, Func<Answer, bool> Applies)[] Refusals =
    [
        ("introuvable", answer => answer.Candidate.Status != "ok"),
        ("commune seulement", answer => answer.Kind is null),
        ("autre commune", answer => !IsOf(answer.Candidate.CityCode, answer) && !IsOf(answer.Candidate.OldCityCode, answer)),
        // Every village of a merged commune has its « place de la Mairie » and its « Le Bourg ».
        ("autre commune déléguée", answer => answer.Question.AncienCode is { } former && answer.Candidate.OldCityCode is { Length: > 0 } found && found != former),
        ("score trop bas", answer => answer.Candidate.Score < answer.Kind?.LeastScore),
        ("autre voie", answer => !StreetName.IsAsked(answer.Question.Adresse, answer.Candidate.Street)),
        ("plusieurs réponses proches", answer => answer.Candidate.Score - answer.Candidate.ScoreNext < LeastLead),
        ("hors de la commune", answer => answer.Candidate is not { Latitude: { } latitude, Longitude: { } longitude }
            || Location.Anchor(answer.Commune.Code, answer.Cog) is not { } anchor || !Territory.Reaches(anchor, new GeoPoint(latitude, longitude))),
    ];

    public static Verdict Judge(AddressQuestion question, Candidate candidate, Commune commune, Cog cog)
    {
        var answer = new Answer(question, candidate, commune, cog, Array.Find(Kinds, kind => kind.Type == candidate.Type));
        var refusal = Refusals.Where(row => row.Applies(answer)).Select(row => row.Reason).FirstOrDefault();
        var label = candidate.Label.Length == 0 ? null : candidate.Label;
        return refusal is null && answer is { Kind: { } kind, Candidate: { Latitude: { } latitude, Longitude: { } longitude } }
            ? new Verdict(new GeocodedPoint(latitude, longitude, Precision(kind, answer)), null, new Issue("latitude", IssueCodes.CoordonneesGeocodees, question.Adresse, label))
            : new Verdict(null, refusal, new Issue("latitude", IssueCodes.GeocodageIncertain, $"{question.Adresse} : {refusal}", label));
    }

    // The number next door is on the right street, and no more than that.
    private static string Precision(Kind kind, Answer answer) =>
        kind.Type == "housenumber" && StreetName.Number(answer.Question.Adresse) != StreetName.Compact(answer.Candidate.HouseNumber)
            ? "rue"
            : kind.Precision;

    // The geocoder may know the commune by a code from before a merger, or an address of Marseille by its arrondissement.
    private static bool IsOf(string code, Answer answer) =>
        answer.Cog.ParCode(code)?.Commune is { } found && (found.Code == answer.Commune.Code || found.CodeParent == answer.Commune.Code);

    /// <param name="Type">What the geocoder says it found.</param>
    /// <param name="Precision">Value of <c>precision_localisation</c>.</param>
    /// <param name="LeastScore">Below, it is not what was asked for.</param>
    private sealed record Kind(string Type, string Precision, double LeastScore);

    private sealed record Answer(AddressQuestion Question, Candidate Candidate, Commune Commune, Cog Cog, Kind? Kind);
}
