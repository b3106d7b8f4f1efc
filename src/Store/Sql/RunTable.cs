using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;

namespace Maillage.Store.Sql;

/// <summary>What is said of sources, and what their runs did.</summary>
internal static class RunTable
{
    private const int RunsKept = 100;
    private const int RunsRead = 20;

    private const string InsertSource = """
        INSERT INTO source (id, nom, producteur, attribution, licence, url, url_modification, origine, date_fichier, territoire, complete, mediation, demonstration, importee_le)
        VALUES (@Id, @Nom, @Producteur, @Attribution, @Licence, @Url, @UrlModification, @Origine, @DateFichier, @Territoire, @Complete, @Mediation, @Demonstration, @ImporteeLe)
        """;

    private const string OrReplaceIt = """

        ON CONFLICT (id) DO UPDATE SET
          nom = excluded.nom, producteur = excluded.producteur, attribution = excluded.attribution, licence = excluded.licence, url = excluded.url,
          url_modification = excluded.url_modification, origine = excluded.origine, date_fichier = excluded.date_fichier, territoire = excluded.territoire,
          complete = excluded.complete, mediation = excluded.mediation, demonstration = excluded.demonstration, importee_le = excluded.importee_le
        """;

    private const string UnlessItIsKnown = " ON CONFLICT (id) DO NOTHING";

    private const string InsertRun = "INSERT INTO run (source, resultat, donnees) VALUES (@source, @resultat, @donnees)";

    // The last accepted run tells what is served: it stays, however many refusals follow it.
    private const string DeleteOldRuns = """
        DELETE FROM run
        WHERE source = @source
          AND id NOT IN (SELECT id FROM run WHERE source = @source ORDER BY id DESC LIMIT @RunsKept)
          AND id <> (SELECT coalesce(max(id), 0) FROM run WHERE source = @source AND resultat = 'reussie')
        """;

    private const string SelectSources = """
        SELECT id, nom, producteur, attribution, licence, url, url_modification AS UrlModification, origine, date_fichier AS DateFichier, territoire,
          complete, mediation, demonstration, importee_le AS ImporteeLe
        FROM source ORDER BY id
        """;

    private const string SelectRuns = """
        SELECT id, source, donnees
        FROM (SELECT id, source, resultat, donnees,
                row_number() OVER (PARTITION BY source ORDER BY id DESC) AS rang,
                row_number() OVER (PARTITION BY source, resultat ORDER BY id DESC) AS rang_du_resultat
              FROM run) AS rangees
        WHERE rang <= @RunsRead OR (resultat = 'reussie' AND rang_du_resultat = 1)
        ORDER BY id DESC
        """;

    /// <summary>Writes a run, and what it says of its source: everything when it was accepted, nothing that is known already when it was refused.</summary>
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, SourceCard card, SourceRun run, CancellationToken cancellationToken)
    {
        var accepted = run.Resultat == RunOutcome.Reussie;
        await ExecuteAsync(InsertSource + (accepted ? OrReplaceIt : UnlessItIsKnown), SourceRow.Of(card, accepted ? run.Fin : null));
        await ExecuteAsync(InsertRun, new { source = card.Id, resultat = run.Resultat.ToStored(), donnees = JsonSerializer.Serialize(run, StoreJson.Default.SourceRun) });
        await ExecuteAsync(DeleteOldRuns, new { source = card.Id, RunsKept });

        Task ExecuteAsync(string sql, object values) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Forgets a source and its runs.</summary>
    public static Task ForgetAsync(DbConnection connection, DbTransaction transaction, string source) =>
        connection.ExecuteAsync("DELETE FROM run WHERE source = @source; DELETE FROM source WHERE id = @source", new { source }, transaction);

    /// <summary>Every source that has a run, with its last runs, of one moment.</summary>
    public static async Task<IReadOnlyList<SourceState>> ReadAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var sources = await connection.QueryAsync<SourceRow>(new CommandDefinition(SelectSources, transaction: transaction, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<RunRow>(new CommandDefinition(SelectRuns, new { RunsRead }, transaction, cancellationToken: cancellationToken));
        var runs = rows.ToLookup(row => row.Source, row => row.ToRun());
        return [.. sources.Select(row => new SourceState(row.ToCard(), row.ImporteeLe is { } date ? ChangeRow.ParseDate(date) : null, [.. runs[row.Id]]))];
    }

    /// <summary>A source as it is held.</summary>
    private sealed class SourceRow
    {
        public string Id { get; init; } = "";

        public string Nom { get; init; } = "";

        public string Producteur { get; init; } = "";

        public string Attribution { get; init; } = "";

        public string Licence { get; init; } = "";

        public string? Url { get; init; }

        public string? UrlModification { get; init; }

        public string? Origine { get; init; }

        public string? DateFichier { get; init; }

        public string? Territoire { get; init; }

        public bool Complete { get; init; }

        public bool Mediation { get; init; }

        public bool Demonstration { get; init; }

        public string? ImporteeLe { get; init; }

        public static SourceRow Of(SourceCard card, DateTimeOffset? importeeLe) => new()
        {
            Id = card.Id,
            Nom = card.Nom,
            Producteur = card.Producteur,
            Attribution = card.Attribution,
            Licence = card.Licence,
            Url = card.Url,
            UrlModification = card.UrlModification,
            Origine = card.Origine,
            DateFichier = card.DateFichier?.ToString("O", CultureInfo.InvariantCulture),
            Territoire = card.Territoire,
            Complete = card.Complete,
            Mediation = card.Mediation,
            Demonstration = card.Demonstration,
            ImporteeLe = importeeLe is { } date ? ChangeRow.WriteDate(date) : null,
        };

        public SourceCard ToCard() => new()
        {
            Id = Id,
            Nom = Nom,
            Producteur = Producteur,
            Attribution = Attribution,
            Licence = Licence,
            Url = Url,
            UrlModification = UrlModification,
            Origine = Origine,
            DateFichier = DateFichier is null ? null : DateOnly.ParseExact(DateFichier, "O", CultureInfo.InvariantCulture),
            Territoire = Territoire,
            Complete = Complete,
            Mediation = Mediation,
            Demonstration = Demonstration,
        };
    }

    private sealed class RunRow
    {
        public long Id { get; init; }

        public string Source { get; init; } = "";

        public string Donnees { get; init; } = "";

        /// <exception cref="StoreException">The stored text is no run: the database is damaged.</exception>
        public SourceRun ToRun()
        {
            try
            {
                return (JsonSerializer.Deserialize(Donnees, StoreJson.Default.SourceRun) ?? throw Unreadable()) with { Id = Id };
            }
            catch (JsonException damaged)
            {
                throw Unreadable(damaged);
            }
        }

        private StoreException Unreadable(Exception? inner = null) => new($"L'exécution {Id} de la source « {Source} » est illisible dans la base.", inner);
    }
}
