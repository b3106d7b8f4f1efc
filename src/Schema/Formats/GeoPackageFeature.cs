using System.Buffers.Binary;
using System.Globalization;
using Maillage.Schema.Fields;

namespace Maillage.Schema.Formats;

/// <summary>A column of a GeoPackage.</summary>
/// <param name="Name">Published name of the field.</param>
/// <param name="Type">Type of the column, as GeoPackage names it (OGC 12-128, table 1).</param>
/// <param name="Value">The value of a record; null when it is unknown.</param>
public sealed record GeoPackageColumn<TRecord>(string Name, string Type, Func<TRecord, object?> Value);

/// <summary>How records are the features of a GeoPackage: the point is the geometry, the other fields are the columns, lists as in CSV.</summary>
public static class GeoPackageFeature
{
    /// <summary>WGS 84, longitude first.</summary>
    public const int Wgs84 = 4326;

    /// <summary>The columns, in the order of the schema.</summary>
    public static IReadOnlyList<GeoPackageColumn<TRecord>> Columns<TRecord>()
        where TRecord : class => Shape<TRecord>.Columns;

    /// <summary>Longitude and latitude in degrees (WGS 84); null when the place is not known.</summary>
    public static (double Longitude, double Latitude)? PointOf<TRecord>(TRecord record)
        where TRecord : class =>
        Shape<TRecord>.Point is [var longitude, var latitude] && Number(longitude.ToCell(record)) is { } x && Number(latitude.ToCell(record)) is { } y ? (x, y) : null;

    /// <summary>A point as GeoPackage stores it (OGC 12-128, § 2.1.3): a header, then well-known binary.</summary>
    public static byte[] Geometry((double Longitude, double Latitude) point)
    {
        const byte littleEndian = 1;
        const int aPoint = 1;
        var bytes = new byte[29];
        var rest = bytes.AsSpan();
        "GP"u8.CopyTo(rest);
        rest[3] = littleEndian;
        BinaryPrimitives.WriteInt32LittleEndian(rest[4..], Wgs84);
        rest[8] = littleEndian;
        BinaryPrimitives.WriteInt32LittleEndian(rest[9..], aPoint);
        BinaryPrimitives.WriteDoubleLittleEndian(rest[13..], point.Longitude);
        BinaryPrimitives.WriteDoubleLittleEndian(rest[21..], point.Latitude);
        return bytes;
    }

    private static GeoPackageColumn<TRecord> Column<TRecord>(Field<TRecord> field)
        where TRecord : class
    {
        var (type, read) = Reading(field.Kind);
        return new(field.Name, type, record => field.ToCell(record) is { Length: > 0 } cell ? read(cell) : null);
    }

    private static (string Type, Func<string, object?> Read) Reading(FieldKind kind) => kind switch
    {
        FieldKind.Number => ("DOUBLE", cell => Number(cell)),
        FieldKind.Integer => ("INTEGER", cell => long.Parse(cell, CultureInfo.InvariantCulture)),
        FieldKind.Boolean => ("BOOLEAN", cell => cell == "true"),
        FieldKind.Date => ("DATE", cell => cell),
        FieldKind.Instant => ("DATETIME", cell => DateTimeOffset.Parse(cell, CultureInfo.InvariantCulture).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        _ => ("TEXT", cell => cell),
    };

    private static double? Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static class Shape<TRecord>
        where TRecord : class
    {
        public static readonly Field<TRecord>[] Point = [.. new[] { "longitude", "latitude" }.Select(name => RecordShape.Of<TRecord>().Find(name)).OfType<Field<TRecord>>()];

        public static readonly IReadOnlyList<GeoPackageColumn<TRecord>> Columns = [.. RecordShape.Of<TRecord>().Fields.Except(Point).Select(Column)];
    }
}
