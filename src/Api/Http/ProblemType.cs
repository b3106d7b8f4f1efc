using System.Reflection;

namespace Maillage.Api.Http;

/// <summary>A kind of problem (RFC 9457): its stable address, its status, what to do. One row each; <c>/problemes/…</c> shows them.</summary>
internal sealed record ProblemType(string Code, int Status, Phrase Titre, Phrase QueFaire)
{
    public string Uri => "/problemes/" + Code;
}

internal static class ProblemTypes
{
    public static ProblemType ParametreInconnu { get; } = new(
        "parametre-inconnu", 400,
        new("Paramètre inconnu", "Unknown parameter"),
        new("Corrigez le nom du paramètre ou retirez-le : aucun paramètre n'est ignoré. La page /docs les liste tous.",
            "Correct the name of the parameter or remove it: no parameter is ignored. The page /docs lists them all."));

    public static ProblemType ValeurInvalide { get; } = new(
        "valeur-invalide", 400,
        new("Valeur de paramètre invalide", "Invalid parameter value"),
        new("Corrigez la valeur : le détail dit ce qui est attendu et propose la valeur la plus proche.",
            "Correct the value: the detail says what is expected and proposes the nearest value."));

    public static ProblemType FormatsContradictoires { get; } = new(
        "formats-contradictoires", 400,
        new("Deux formats demandés", "Two formats asked for"),
        new("Demandez le format une seule fois : par le suffixe de l'adresse, ou par « format ».",
            "Ask for the format once: by the suffix of the address, or by “format”."));

    public static ProblemType LieuInconnu { get; } = new(
        "lieu-inconnu", 404,
        new("Lieu inconnu", "Unknown lieu"),
        new("Vérifiez l'identifiant : c'est l'UUID du champ « id » d'une liste.",
            "Check the identifier: it is the UUID in the field “id” of a list."));

    public static ProblemType LieuSupprime { get; } = new(
        "lieu-supprime", 410,
        new("Lieu supprimé", "Lieu withdrawn"),
        new("Ce lieu a été publié et ne l'est plus : retirez-le de vos pages. Son identifiant ne servira à aucun autre.",
            "This lieu was published and no longer is: remove it from your pages. Its identifier will never be another's."));

    public static ProblemType ServiceInconnu { get; } = new(
        "service-inconnu", 404,
        new("Service inconnu", "Unknown service"),
        new("Vérifiez l'identifiant : c'est le champ « id » de /api/v1/services.", "Check the identifier: it is the field “id” of /api/v1/services."));

    public static ProblemType DemarcheInconnue { get; } = new(
        "demarche-inconnue", 404,
        new("Démarche inconnue", "Unknown démarche"),
        new("Vérifiez l'identifiant : c'est le champ « id » de /api/v1/demarches.", "Check the identifier: it is the field “id” of /api/v1/demarches."));

    public static ProblemType DemarcheSupprimee { get; } = new(
        "demarche-supprimee", 410,
        new("Démarche supprimée", "Démarche withdrawn"),
        new("Cette démarche a été publiée et ne l'est plus : retirez-la de vos pages.", "This démarche was published and no longer is: remove it from your pages."));

    public static ProblemType ServiceSupprime { get; } = new(
        "service-supprime", 410,
        new("Service supprimé", "Service withdrawn"),
        new("Ce service a été publié et ne l'est plus : retirez-le de vos pages.", "This service was published and no longer is: remove it from your pages."));

    public static ProblemType SourceInconnue { get; } = new(
        "source-inconnue", 404,
        new("Source inconnue", "Unknown source"),
        new("Vérifiez l'identifiant : /api/v1/sources les liste tous.", "Check the identifier: /api/v1/sources lists them all."));

    public static ProblemType TerritoireInconnu { get; } = new(
        "territoire-inconnu", 404,
        new("Territoire inconnu", "Unknown territory"),
        new("Vérifiez le code : c'est celui du code officiel géographique, ou le SIREN d'une intercommunalité.",
            "Check the code: it is that of the official geography, or the SIREN of an intercommunalité."));

    public static ProblemType AdresseInconnue { get; } = new(
        "adresse-inconnue", 404,
        new("Adresse inconnue", "Unknown address"),
        new("La page /docs liste les adresses de l'API.", "The page /docs lists the addresses of the API."));

    public static ProblemType MethodeRefusee { get; } = new(
        "methode-refusee", 405,
        new("Méthode refusée", "Method not allowed"),
        new("L'API se lit avec GET ou HEAD ; seul un fichier à vérifier s'envoie avec POST, à /api/v1/validation.", "The API is read with GET or HEAD; only a file to be checked is sent with POST, to /api/v1/validation."));

    public static ProblemType FormatIndisponible { get; } = new(
        "format-indisponible", 406,
        new("Format indisponible", "Format not available"),
        new("Demandez application/json, application/geo+json, text/csv ou application/x-ndjson.", "Ask for application/json, application/geo+json, text/csv or application/x-ndjson."));

    public static ProblemType VersionPerdue { get; } = new(
        "version-perdue", 410,
        new("La suite de cette liste n'est plus disponible", "The rest of this list is no longer available"),
        new("Recommencez la liste sans « curseur » : les versions précédentes sont gardées une heure.",
            "Start the list again without “curseur”: previous versions are kept for an hour."));

    public static ProblemType PasEncorePret { get; } = new(
        "pas-encore-pret", 503,
        new("Le service démarre ou rattrape son retard", "The service is starting or catching up"),
        new("Réessayez dans quelques secondes.", "Try again in a few seconds."));

    public static ProblemType ChangementsPerdus { get; } = new(
        "changements-perdus", 410,
        new("Ces changements ne sont plus gardés un à un", "These changes are no longer kept one by one"),
        new("Recommencez avec « depuis=0 », qui donne toujours la dernière entrée de chaque fiche, suppressions comprises : exactement les données servies.",
            "Start again with “depuis=0”, which always gives the latest entry of each record, withdrawals included: exactly the data that are served."));

    public static ProblemType BaseInjoignable { get; } = new(
        "base-injoignable", 503,
        new("La base de données ne répond pas", "The database does not answer"),
        new("Réessayez dans quelques secondes : les listes, les fiches et les schémas restent servis ; seul ce qui n'est que dans la base attend son retour.",
            "Try again in a few seconds: lists, records and schemas are still served; only what is nowhere but in the database waits for it to come back."));

    public static ProblemType TropDeDemandes { get; } = new(
        "trop-de-demandes", 429,
        new("Trop de demandes en une minute", "Too many requests in one minute"),
        new("Attendez le nombre de secondes que dit Retry-After. Pour tout lire, demandez mille fiches par page, ou un export ; pour suivre, /api/v1/changements.",
            "Wait for the number of seconds that Retry-After tells. To read everything, ask for a thousand records a page, or for an export; to follow, /api/v1/changements."));

    public static ProblemType ExportInconnu { get; } = new(
        "export-inconnu", 404,
        new("Export inconnu", "Unknown export"),
        new("Les fichiers sont listés à /api/v1/exports ; un territoire se demande comme lieux-departement-04.csv.", "Files are listed at /api/v1/exports; a territory is asked for as lieux-departement-04.csv."));

    public static ProblemType ExportPerdu { get; } = new(
        "export-perdu", 410,
        new("Cette version n'est plus gardée", "This version is no longer kept"),
        new("Demandez le même nom sans « -v… » : il mène à la version du moment.", "Ask for the same name without “-v…”: it leads to the current version."));

    public static ProblemType ExportImpossible { get; } = new(
        "export-impossible", 503,
        new("Le fichier n'a pas pu être écrit", "The file could not be written"),
        new("Réessayez plus tard ; les listes restent servies, mille fiches par page.", "Try again later; lists are still served, a thousand records a page."));

    public static ProblemType ConditionRefusee { get; } = new(
        "condition-refusee", 412,
        new("Le fichier n'est pas celui que vous attendiez", "The file is not the one you expected"),
        new("If-Match ou If-Unmodified-Since demandent un autre fichier que celui-ci : reprenez le téléchargement du début.",
            "If-Match or If-Unmodified-Since ask for another file than this one: start the download again."));

    public static ProblemType PlageImpossible { get; } = new(
        "plage-impossible", 416,
        new("Rien à cet endroit du fichier", "Nothing at that place of the file"),
        new("Range demande au-delà de la fin : Content-Range dit la taille du fichier.", "Range asks beyond the end: Content-Range tells the size of the file."));

    public static ProblemType FichierAbsent { get; } = new(
        "fichier-absent", 400,
        new("Aucun fichier n'a été envoyé", "No file was sent"),
        new("Envoyez le fichier dans le corps de la demande (curl --data-binary @lieux.csv), ou par un formulaire.",
            "Send the file in the body of the request (curl --data-binary @lieux.csv), or with a form."));

    public static ProblemType FichiersPlusieurs { get; } = new(
        "fichiers-plusieurs", 400,
        new("Plusieurs fichiers ont été envoyés", "Several files were sent"),
        new("Un rapport parle d'un fichier : envoyez-les l'un après l'autre.", "A report is about one file: send them one after the other."));

    public static ProblemType FichierTropGros { get; } = new(
        "fichier-trop-gros", 413,
        new("Fichier trop gros", "File too large"),
        new("60 Mo au plus, et 500 Mo décompressés ; au-delà, vérifiez-le sur votre machine avec la commande validate.",
            "60 MB at most, and 500 MB decompressed; beyond, check it on your own machine with the command validate."));

    public static ProblemType FichierIrreparable { get; } = new(
        "fichier-irreparable", 422,
        new("Rien de ce fichier ne peut être réparé sans une personne", "Nothing of this file can be repaired without a person"),
        new("Demandez le rapport, sans « corriger » : il dit ligne par ligne quoi écrire.", "Ask for the report, without “corriger”: it tells, line by line, what to write."));

    public static ProblemType ValidationOccupee { get; } = new(
        "validation-occupee", 503,
        new("D'autres fichiers sont en cours de vérification", "Other files are being checked"),
        new("Réessayez dans quelques secondes.", "Try again in a few seconds."));

    public static ProblemType RequeteIllisible { get; } = new(
        "requete-illisible", 400,
        new("Requête illisible", "Unreadable request"),
        new("La requête ne suit pas le protocole HTTP.", "The request does not follow the HTTP protocol."));

    public static ProblemType ErreurInterne { get; } = new(
        "erreur-interne", 500,
        new("Erreur du service", "Service error"),
        new("L'erreur est de notre côté ; signalez-la avec son numéro.", "The error is ours; report it with its number."));

    public static IReadOnlyList<ProblemType> All { get; } =
        [.. typeof(ProblemTypes).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(ProblemType))
            .Select(property => property.GetValue(null))
            .OfType<ProblemType>()];
}
