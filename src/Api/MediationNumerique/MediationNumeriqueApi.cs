using System.Globalization;
using Maillage.Api.Docs;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Api.Lieux;
using Maillage.Catalogue;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;

namespace Maillage.Api.MediationNumerique;

/// <summary>The lieux of médiation numérique, strictly in the national standard v1.0.2.</summary>
internal static class MediationNumeriqueApi
{
    // Name of the producer in the file name that the standard asks for.
    private const string Producer = "maillage";

    public static void MapMediationNumerique(this IEndpointRouteBuilder app) => app.MapGroup("/api/v1").WithTags("Médiation numérique")
        .MapList("/mediation-numerique", LieuxParameters.MediationNumerique, List, route => route
            .WithName("listerMediationNumerique")
            .WithSummary("Lieux de médiation numérique, au standard national v1.0.2")
            .WithDescription(
                "Les mêmes filtres que /lieux ; 32 colonnes, dans l'ordre du standard, les listes en texte jointes par « | ». "
                + "Un lieu dont une colonne obligatoire est inconnue n'y est pas.")
            .WithMetadata(new ListOf(JeuDeDonnees.MediationNumerique), new AlsoSays("Content-Disposition")));

    private static IResult List(HttpContext http, FeedState feed)
    {
        var answer = http.Answer();
        return LieuxFound.UnknownSource(answer, feed) ?? (IResult)PageOf(answer);
    }

    private static Page<LieuMediationNumerique> PageOf(ListAnswer answer)
    {
        var snapshot = answer.Snapshot;
        var found = snapshot.Lieux.Run(answer.Query.With(Filters.MediationNumerique, []));
        IReadOnlyList<Found<LieuMediationNumerique>> items = [.. found.Page(answer.Offset, answer.Limite).Select(snapshot.InStandard)];
        return new Page<LieuMediationNumerique>(answer, JeuDeDonnees.MediationNumerique, items, found.Total)
        {
            Facettes = answer.CountsOf(found),
            FileName = answer.Format == OutputFormat.Csv ? FileName(answer) : null,
        };
    }

    // The date is that of the data, not of the request: the same version always has the same name.
    private static string FileName(ListAnswer answer)
    {
        var date = answer.Snapshot.LastChange is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : DateOnly.MinValue;
        // A territory when nothing else was asked.
        var asked = answer.Query;
        var communes = asked.ValuesOfOnly("code_insee");
        var territory = asked.AsksEverything ? "france"
            : communes is [var commune, ..] && Cog.Courant.CodesCouverts(commune).Count == communes.Length ? $"commune-{commune}"
            : asked.ValuesOfOnly("code_epci") is [var epci] ? $"epci-{epci}"
            : asked.ValuesOfOnly("code_departement") is [var departement] ? $"departement-{departement}"
            : "selection";
        return EcritureStandard.NomDeFichier(date, Producer, territory.ToLower(CultureInfo.InvariantCulture));
    }
}
