using System.Globalization;
using Dapper;
using Maillage.Schema.Formats;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.GeoPackage;

/// <summary>What a layer is called, and says of itself.</summary>
/// <param name="Name">Name of its table.</param>
/// <param name="Title">What it is, in French.</param>
/// <param name="Description">More of it: attribution, licence.</param>
/// <param name="Changed">When what it holds last changed.</param>
public sealed record GeoPackageLayer(string Name, string Title, string Description, DateTimeOffset Changed);

/// <summary>Writes GeoPackages (OGC 12-128r17, version 1.3, which older tools read too): one layer of points, with its spatial index, that QGIS opens as it is.</summary>
public static class GeoPackageFile
{
    /// <summary>Writes a file anew.</summary>
    /// <param name="path">Where; what was there is replaced.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="records">Its records, in their order.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write<TRecord>(string path, GeoPackageLayer layer, IEnumerable<TRecord> records)
        where TRecord : class
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(records);
        File.Delete(path);
        try
        {
            WriteNew(path, layer, records);
        }
        catch (SqliteException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private static void WriteNew<TRecord>(string path, GeoPackageLayer layer, IEnumerable<TRecord> records)
        where TRecord : class
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        // Nobody reads it before it is whole, and it is begun anew if the machine stops.
        connection.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
        using var transaction = connection.BeginTransaction();
        var columns = GeoPackageFeature.Columns<TRecord>();
        connection.Execute(GeoPackageSql.Tables(layer.Name, columns.Select(column => $"\"{column.Name}\" {column.Type}")), transaction: transaction);
        var bounds = Insert(connection, transaction, layer.Name, columns, records);
        connection.Execute(
            GeoPackageSql.Describe,
            new
            {
                name = layer.Name,
                title = layer.Title,
                description = layer.Description,
                // Not the moment when it is written: the same content is the same bytes on every node.
                changed = layer.Changed.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                bounds?.West,
                bounds?.South,
                bounds?.East,
                bounds?.North,
                srs = GeoPackageFeature.Wgs84,
            },
            transaction);
        connection.Execute(GeoPackageSql.Index(layer.Name), transaction: transaction);
        transaction.Commit();
    }

    private static Bounds? Insert<TRecord>(
        SqliteConnection connection, SqliteTransaction transaction, string layer, IReadOnlyList<GeoPackageColumn<TRecord>> columns, IEnumerable<TRecord> records)
        where TRecord : class
    {
        using var feature = connection.CreateCommand();
        feature.Transaction = transaction;
        feature.CommandText = GeoPackageSql.Insert(layer, columns.Select(column => column.Name));
        var values = Enumerable.Range(0, columns.Count + 1).Select(rank => feature.Parameters.Add(new SqliteParameter($"@p{rank}", DBNull.Value))).ToArray();
        using var place = connection.CreateCommand();
        place.Transaction = transaction;
        place.CommandText = GeoPackageSql.InsertPlace(layer);
        var (fid, x, y) = (place.Parameters.Add(new SqliteParameter("@fid", 0L)), place.Parameters.Add(new SqliteParameter("@x", 0d)), place.Parameters.Add(new SqliteParameter("@y", 0d)));

        Bounds? bounds = null;
        var written = 0L;
        foreach (var record in records)
        {
            var point = GeoPackageFeature.PointOf(record);
            values[0].Value = point is { } known ? GeoPackageFeature.Geometry(known) : DBNull.Value;
            for (var rank = 0; rank < columns.Count; rank++)
            {
                values[rank + 1].Value = columns[rank].Value(record) ?? DBNull.Value;
            }

            feature.ExecuteNonQuery();
            written++;
            if (point is { } there)
            {
                (fid.Value, x.Value, y.Value) = (written, there.Longitude, there.Latitude);
                place.ExecuteNonQuery();
                bounds = Bounds.With(bounds, there);
            }
        }

        return bounds;
    }

    private sealed record Bounds(double West, double South, double East, double North)
    {
        public static Bounds With(Bounds? bounds, (double Longitude, double Latitude) point) => bounds is null
            ? new(point.Longitude, point.Latitude, point.Longitude, point.Latitude)
            : new(Math.Min(bounds.West, point.Longitude), Math.Min(bounds.South, point.Latitude), Math.Max(bounds.East, point.Longitude), Math.Max(bounds.North, point.Latitude));
    }
}
