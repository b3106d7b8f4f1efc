using System.Globalization;
using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>How the address of a database is written: <c>postgres://user:password@host:5432/base</c>, or <c>Host=…;Database=…</c>.</summary>
internal static class PostgresAddress
{
    /// <summary>How to write one, for a person.</summary>
    public const string Example = "postgres://utilisateur:motdepasse@serveur:5432/base";

    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    private static readonly string[] Hosts = ["host=", "server="];

    // What psql calls them, in addresses.
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["options"] = "Options",
    };

    /// <summary>True when it is meant as the address of a PostgreSQL database, well written or not.</summary>
    public static bool IsOne(string text) =>
        Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        || text.Split(';').Any(part => Array.Exists(Hosts, host => part.TrimStart().Replace(" ", "", StringComparison.Ordinal).StartsWith(host, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Null when it is not well written. What is wrong is not said: it may hold a password.</summary>
    public static NpgsqlConnectionStringBuilder? Parse(string text)
    {
        try
        {
            var read = Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) ? OfUri(text) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(read?.Host) || string.IsNullOrEmpty(read.Database))
            {
                return null;
            }

            // How the server names us to whoever looks after it.
            read.ApplicationName ??= "maillage";
            return read;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return null;
        }
    }

    private static NpgsqlConnectionStringBuilder? OfUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Fragment.Length > 0)
        {
            return null;
        }

        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.IdnHost, Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')) };
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = parameter.Split('=', 2);
            var value = Uri.UnescapeDataString(pair[^1]);
            // « verify-full » is VerifyFull there.
            builder[Parameters.GetValueOrDefault(pair[0], pair[0])] = pair[0].Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return builder;
    }

    /// <summary>The server and the database, and nothing secret.</summary>
    public static string Shown(NpgsqlConnectionStringBuilder address) => string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}, base « {address.Database} »,");
}
