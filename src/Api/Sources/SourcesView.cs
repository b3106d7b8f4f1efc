using System.Collections.Frozen;
using Maillage.Api.Feed;
using Maillage.Catalogue;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;
using Maillage.Store;

namespace Maillage.Api.Sources;

/// <summary>Sources as they are published: what the store says of them, and how many records of each snapshot they describe.</summary>
internal sealed class SourcesView(FeedState feed)
{
    private static readonly FrozenDictionary<string, IssueCode> Codes = IssueCodes.All.ToFrozenDictionary(code => code.Code);

    /// <summary>What is known of the sources now: one request takes it once, and answers from it alone.</summary>
    public KnownSources Known => feed.Known;

    /// <summary>A source as the list shows it.</summary>
    public static SourcePubliee Summary(Snapshot snapshot, SourceState source) => new()
    {
        Id = source.Card.Id,
        Nom = source.Card.Nom,
        Producteur = source.Card.Producteur,
        Attribution = source.Card.Attribution,
        Licence = Licence(source.Card.Licence),
        Url = source.Card.Url,
        UrlModification = source.Card.UrlModification,
        Origine = source.Card.Origine,
        DateFichier = source.Card.DateFichier,
        Territoire = source.Card.Territoire,
        Complete = source.Card.Complete,
        Mediation = source.Card.Mediation,
        Demonstration = source.Card.Demonstration,
        Lieux = snapshot.Lieux.CountOf(Filters.Source, source.Card.Id),
        Services = snapshot.Services.CountOf(Filters.Source, source.Card.Id),
        Demarches = snapshot.Demarches.CountOf(Filters.Source, source.Card.Id),
        ImporteeLe = source.ImporteeLe is { } instant ? Seconds(instant) : null,
        DerniereExecution = source.Runs is [var last, ..] ? Execution(last) : null,
    };

    /// <summary>A source alone: with what its last accepted run found, which tells of the data that are served, and its last runs.</summary>
    public static SourcePubliee Detail(Snapshot snapshot, SourceState source)
    {
        var accepted = source.Runs.FirstOrDefault(run => run.Resultat == RunOutcome.Reussie);
        return Summary(snapshot, source) with
        {
            Anomalies = [.. (accepted?.Anomalies ?? []).Select(Anomalie)],
            Rejets = [.. (accepted?.Rejets ?? []).Select(Rejet)],
            Executions = [.. source.Runs.Select(Execution)],
        };
    }

    /// <summary>A licence, by its code.</summary>
    public static LicencePubliee Licence(string code) => Licences.Toutes.TryGetValue(code, out var licence)
        ? new LicencePubliee { Code = code, Titre = licence.Titre, Url = licence.Url }
        : new LicencePubliee { Code = code, Titre = code };

    private static Execution Execution(SourceRun run) => new()
    {
        Debut = Seconds(run.Debut),
        Fin = Seconds(run.Fin),
        Resultat = run.Resultat,
        Fichier = run.Fichier,
        Lues = run.Lues,
        Publiees = run.Publiees,
        Reparees = run.Reparees,
        NonPubliees = run.NonPubliees.Values.Sum(),
        Rejetees = run.Rejetees.Values.Sum(),
        Inchangees = run.Inchangees,
        LieuxCrees = run.Crees,
        LieuxModifies = run.Modifies,
        LieuxRetires = run.Retires,
        LieuxFusionnes = run.Fusionnes,
        LieuxSepares = run.Separes,
        LieuxRetablis = run.Retablis,
        MotifsNonPubliees = run.NonPubliees,
        MotifsRejetees = run.Rejetees,
        Echec = run.Echec is { } failure
            ? new Echec { Code = failure.Code, Titre = Titre(failure.Code), Place = failure.Place, Detail = failure.Detail }
            : null,
    };

    private static Anomalie Anomalie(IssueCount count) => new()
    {
        Champ = count.Champ,
        Code = count.Code,
        Titre = Titre(count.Code),
        Traitement = Codes.GetValueOrDefault(count.Code)?.Reparation,
        Nombre = count.Nombre,
    };

    private static Rejet Rejet(RunRejection rejection) => new()
    {
        Place = rejection.Place,
        Id = rejection.Id,
        Champ = rejection.Champ,
        Code = rejection.Code,
        Titre = Titre(rejection.Code),
        Valeur = rejection.Valeur,
    };

    // A run may tell a code that a later version no longer has.
    private static string Titre(string code) => Codes.GetValueOrDefault(code)?.Libelle ?? code;

    /// <summary>An instant, without what is less than a second.</summary>
    public static DateTime Seconds(DateTimeOffset instant) => instant.UtcDateTime.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerSecond));
}
