using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Maillage.Store.Postgres;
using Npgsql;

namespace Maillage.Tests.Support;

/// <summary>
/// A throw-away PostgreSQL server: made with Debian's programs in a temporary folder, on a free port of 127.0.0.1, stopped and deleted at the end of the run whatever happens.
/// MAILLAGE_TEST_POSTGRES names a server to use instead, where databases may be created.
/// </summary>
internal sealed class GrappePostgres : IDisposable
{
    private const string User = "maillage";

    private static readonly Lazy<GrappePostgres> Shared = new(() => Environment.GetEnvironmentVariable("MAILLAGE_TEST_POSTGRES") is { Length: > 0 } given
        ? new GrappePostgres(PostgresAddress.Parse(given) ?? throw new InvalidOperationException("MAILLAGE_TEST_POSTGRES n'est pas l'adresse d'une base PostgreSQL."))
        : Start());

    private readonly NpgsqlConnectionStringBuilder server;
    private readonly string? folder;
    private readonly Lazy<string> template;

    private GrappePostgres(NpgsqlConnectionStringBuilder server, string? folder = null)
    {
        this.server = server;
        this.folder = folder;
        template = new Lazy<string>(MakeTemplate);
    }

    /// <summary>The server of this run, started by the first test that needs one.</summary>
    public static GrappePostgres Commune => Shared.Value;

    /// <summary>Address of the database that every server has.</summary>
    public string Address => server.ConnectionString;

    private bool IsBegun => File.Exists(Path.Combine(Data, "postmaster.pid"));

    private string Data => Path.Combine(folder ?? throw new InvalidOperationException("Ce serveur n'est pas à nous."), "donnees");

    /// <summary>A server for one test alone.</summary>
    /// <param name="options">What « initdb » is told beside.</param>
    public static GrappePostgres Start(params string[] options)
    {
        var folder = Run("mktemp", "-d", Path.Combine(Path.GetTempPath(), "maillage-grappe-XXXXXX")).Trim();
        var port = FreePort();
        var password = Guid.NewGuid().ToString("N");
        File.WriteAllText(Path.Combine(folder, "mot-de-passe"), password);
        var grappe = new GrappePostgres(
            new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = User, Password = password, Database = "postgres", Timeout = 5, IncludeErrorDetail = true }, folder);
        Guard(folder, grappe.Data);
        // The language of the server orders texts as people do, which must not be the order of what we read.
        string[] language = Version() >= 15 ? ["--locale-provider=icu", "--icu-locale=fr-FR"] : [];
        Run(Binary("initdb"), ["-D", grappe.Data, "-U", User, "-A", "scram-sha-256", "--pwfile", Path.Combine(folder, "mot-de-passe"), "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", .. language, .. options]);
        File.AppendAllText(Path.Combine(grappe.Data, "postgresql.conf"), string.Create(CultureInfo.InvariantCulture, $"""

            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''
            max_connections = 200
            fsync = off
            full_page_writes = off

            """));
        grappe.Begin();
        return grappe;
    }

    public static string Binary(string name)
    {
        var folders = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Select(version => Path.Combine(version, "bin"))
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Select(one => Path.Combine(one, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"« {name} » est introuvable : installez PostgreSQL (paquet Debian postgresql).");
    }

    /// <summary>Starts the server again where it stood.</summary>
    public void Begin() => Run(Binary("pg_ctl"), "-D", Data, "-w", "-t", "60", "-l", Path.Combine(Data, "journal"), "start");

    /// <summary>Stops the server as a power cut would.</summary>
    public void Cut() => Run(Binary("pg_ctl"), "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Stops the server as its administrator does: those who are connected are sent away, and nothing is lost.</summary>
    public void Stop() => Run(Binary("pg_ctl"), "-D", Data, "-m", "fast", "-w", "stop");

    /// <summary>Starts the server again, whether it stood or had fallen.</summary>
    public void Restart()
    {
        if (IsBegun)
        {
            Cut();
        }

        Begin();
    }

    /// <summary>A database of a test's own.</summary>
    /// <param name="empty">Without Maillage's tables.</param>
    /// <param name="on">A folder that anyone may write, to keep its files in; null: with the others.</param>
    /// <returns>Its address.</returns>
    public string NewDatabase(bool empty = false, string? on = null)
    {
        var name = "maillage_" + Guid.NewGuid().ToString("N");
        var made = $"CREATE DATABASE {name} TEMPLATE {(empty ? "template0" : template.Value)}";
        if (on is not null)
        {
            Execute($"CREATE TABLESPACE espace_{name} LOCATION '{Run("mktemp", "-d", Path.Combine(on, "espace-XXXXXX")).Trim()}'");
            made += $" TABLESPACE espace_{name}";
        }

        Execute(made);
        return AddressOf(name);
    }

    public void Drop(string address) => Execute($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(address).Database} WITH (FORCE)");

    /// <summary>Runs a program of PostgreSQL against a database.</summary>
    public string RunOn(string address, string program, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(address);
        return Run(
            "env", [$"PGHOST={to.Host}", $"PGPORT={to.Port}", $"PGUSER={to.Username}", $"PGPASSWORD={to.Password}", $"PGDATABASE={to.Database}", Binary(program), .. arguments]);
    }

    public void Dispose()
    {
        if (IsBegun)
        {
            Cut();
        }

        Directory.Delete(folder ?? "", recursive: true);
    }

    private static int Version() => int.TryParse(Run(Binary("initdb"), "--version").Split(' ')[^1].Split('.')[0], CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Whatever becomes of the tests, even killed: somebody else waits for their end, and cleans.
    private static void Guard(string folder, string data)
    {
        var stop = string.Join(' ', Prefixed([Binary("pg_ctl"), "-D", data, "-m", "immediate", "stop"]));
        var script = string.Create(CultureInfo.InvariantCulture, $"exec < /dev/null > /dev/null 2>&1; while kill -0 {Environment.ProcessId}; do sleep 1; done; {stop}; rm -rf {folder}");
        Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", script]) { WorkingDirectory = "/" })?.Dispose();
    }

    // PostgreSQL refuses to run as root: there, as the user of Debian's package.
    private static IReadOnlyList<string> Prefixed(IReadOnlyList<string> command) => Geteuid() == 0 ? ["runuser", "-u", "postgres", "--", .. command] : command;

    private static string Run(string program, params string[] arguments)
    {
        var command = Prefixed([program, .. arguments]);
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"{program} n'a pas démarré.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} : {errors.Result} {output}");
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint Geteuid();

    private string AddressOf(string database) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ConnectionString;

    private string MakeTemplate()
    {
        var address = NewDatabase(empty: true);
        using (var store = PostgresStore.At(address, TimeProvider.System))
        {
            store.MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        return new NpgsqlConnectionStringBuilder(address).Database ?? "";
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
