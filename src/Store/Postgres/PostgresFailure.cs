using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>What PostgreSQL refuses, for a person. The codes: https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
internal static class PostgresFailure
{
    private const string TooMany = "Le serveur PostgreSQL n'accepte pas une connexion de plus, ou manque de mémoire : réessayez plus tard.";
    private const string Stops = "Le serveur PostgreSQL s'arrête ou redémarre : rien n'a changé.";
    private const string WrongPassword = "Le serveur PostgreSQL refuse cet utilisateur ou ce mot de passe.";

    private static readonly Dictionary<string, string> Sentences = new()
    {
        [PostgresErrorCodes.InvalidPassword] = WrongPassword,
        [PostgresErrorCodes.InvalidAuthorizationSpecification] = WrongPassword,
        [PostgresErrorCodes.InvalidCatalogName] = "Cette base n'existe pas sur le serveur PostgreSQL : créez-la, par exemple avec « createdb ».",
        [PostgresErrorCodes.InsufficientPrivilege] = "L'utilisateur PostgreSQL n'a pas les droits qu'il faut dans cette base : il doit pouvoir y créer des tables (par exemple « ALTER DATABASE … OWNER TO … »).",
        [PostgresErrorCodes.ReadOnlySqlTransaction] = "La base n'est pas accessible en écriture : ce serveur PostgreSQL est peut-être une réplique.",
        [PostgresErrorCodes.DiskFull] = StoreFailure.Full,
        [PostgresErrorCodes.OutOfMemory] = TooMany,
        [PostgresErrorCodes.TooManyConnections] = TooMany,
        [PostgresErrorCodes.LockNotAvailable] = StoreFailure.AnotherWrites,
        [PostgresErrorCodes.AdminShutdown] = Stops,
        [PostgresErrorCodes.CrashShutdown] = Stops,
        [PostgresErrorCodes.CannotConnectNow] = Stops,
        [PostgresErrorCodes.UndefinedTable] = "La base n'a pas, ou n'a plus, les tables de Maillage.",
        [PostgresErrorCodes.DuplicateTable] = "La base a déjà des tables de ces noms, qui ne sont pas de Maillage : donnez-lui une base à lui.",
        [PostgresErrorCodes.CharacterNotInRepertoire] = "Un identifiant porte le caractère nul (U+0000), que PostgreSQL ne garde pas : rien n'a changé.",
    };

    /// <summary>What it means in the middle of something; null when it does not come from the database.</summary>
    public static StoreException? Explain(Exception failure) => failure switch
    {
        StoreException => null,
        PostgresException refused => new StoreException(
            Sentences.GetValueOrDefault(refused.SqlState, $"La base ne répond pas comme elle devrait (PostgreSQL, code {refused.SqlState}) : rien n'a changé."), refused),
        _ when IsLost(failure) => new StoreException("La connexion au serveur PostgreSQL est perdue : rien n'a changé.", failure),
        NpgsqlException => new StoreException("La base ne répond pas comme elle devrait : rien n'a changé.", failure),
        _ => null,
    };

    /// <summary>What it means when the connection could not be made; null when it does not come from the database.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="server">The server, without anything secret.</param>
    public static StoreException? ExplainOpening(Exception failure, string server) => failure switch
    {
        StoreException => null,
        PostgresException => Explain(failure),
        _ when Within<AuthenticationException>(failure) => new StoreException($"Le serveur PostgreSQL {server} et Maillage ne s'accordent pas sur le chiffrement de la connexion (sslmode).", failure),
        _ when IsLost(failure) => new StoreException($"Le serveur PostgreSQL {server} ne répond pas : est-il démarré, et est-ce la bonne adresse ?", failure),
        // Most of all: a password is asked for, and none was given.
        NpgsqlException => new StoreException($"Le serveur PostgreSQL {server} refuse la connexion : vérifiez l'utilisateur, le mot de passe et le chiffrement (sslmode).", failure),
        _ => null,
    };

    /// <summary>True when the server cannot be heard any more, whatever it did of what it was last asked.</summary>
    public static bool IsLost(Exception failure) => failure is PostgresException
        ? failure is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
        : Within<SocketException>(failure) || Within<IOException>(failure) || Within<TimeoutException>(failure);

    private static bool Within<TException>(Exception? failure)
        where TException : Exception => failure is not null and not OperationCanceledException && (failure is TException || Within<TException>(failure.InnerException));
}
