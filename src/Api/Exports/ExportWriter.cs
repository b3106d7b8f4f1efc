using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Maillage.Catalogue;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Threading;
using Maillage.Store.GeoPackage;

namespace Maillage.Api.Exports;

/// <summary>What a file holds.</summary>
/// <param name="Enregistrements">How many records.</param>
/// <param name="Identifiants">SHA-256, in hexadecimal, of their ids, each followed by a line feed, in the order of the file: files of several formats that hold the same have the same.</param>
internal sealed record ExportContent(int Enregistrements, string Identifiants);

/// <summary>Writes whole datasets, with every field.</summary>
internal static class ExportWriter<TRecord>
    where TRecord : class
{
    // Files are written beside what is served: what is used up meanwhile is small, or it would leave holes between what stays.
    private const int WrittenTogether = 32 * 1024;

    /// <summary>Writes them in a format.</summary>
    /// <param name="records">The records, in their order.</param>
    /// <param name="format">The format.</param>
    /// <param name="layer">What a layer made of them is called.</param>
    /// <param name="stream">Where to write.</param>
    public static ExportContent Write(IEnumerable<Found<TRecord>> records, ExportFormat format, GeoPackageLayer layer, Stream stream)
    {
        using var ids = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var oneByOne = Shared(records);
        var count = format == ExportFormat.GeoPackage ? WriteLayer(oneByOne, layer, stream, ids)
            : format == ExportFormat.Csv || format == ExportFormat.Tableur ? WriteRows(oneByOne, format == ExportFormat.Tableur, stream, ids)
            : WriteJson(oneByOne, format, stream, ids);
        return new(count, Convert.ToHexStringLower(ids.GetHashAndReset()));
    }

    private static IEnumerable<Found<TRecord>> Shared(IEnumerable<Found<TRecord>> records)
    {
        foreach (var found in records)
        {
            Processor.Share();
            yield return found;
        }
    }

    private static int WriteRows(IEnumerable<Found<TRecord>> records, bool forSpreadsheets, Stream stream, IncrementalHash ids)
    {
        using var writer = new CsvRecordWriter<TRecord>(stream, forSpreadsheets: forSpreadsheets);
        var count = 0;
        foreach (var found in records)
        {
            var record = found.Record;
            Add(ids, record);
            writer.Write(record);
            count++;
        }

        return count;
    }

    private static int WriteJson(IEnumerable<Found<TRecord>> records, ExportFormat format, Stream stream, IncrementalHash ids)
    {
        var view = new RecordView<TRecord>(format == ExportFormat.GeoJson, inList: false, []);
        var isLines = format == ExportFormat.Ndjson;
        var buffer = new ArrayBufferWriter<byte>(WrittenTogether);
        buffer.Write(isLines ? [] : format == ExportFormat.GeoJson ? "{\"type\":\"FeatureCollection\",\"features\":["u8 : "["u8);
        var count = 0;
        foreach (var found in records)
        {
            buffer.Write(count == 0 || isLines ? "{"u8 : ",\n{"u8);
            view.Write(buffer, found.Rendered);
            buffer.Write(isLines ? "}\n"u8 : "}"u8);
            Add(ids, found.Rendered);
            count++;
            if (buffer.WrittenCount >= WrittenTogether)
            {
                stream.Write(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }

        buffer.Write(isLines ? [] : format == ExportFormat.GeoJson ? "]}\n"u8 : "]\n"u8);
        stream.Write(buffer.WrittenSpan);
        return count;
    }

    // A database is a file: it is written beside, then sent.
    private static int WriteLayer(IEnumerable<Found<TRecord>> records, GeoPackageLayer layer, Stream stream, IncrementalHash ids)
    {
        var count = 0;
        var folder = Directory.CreateTempSubdirectory("maillage-");
        try
        {
            var path = Path.Combine(folder.FullName, "couche.gpkg");
            GeoPackageFile.Write(path, layer, Records());
            using var file = File.OpenRead(path);
            file.CopyTo(stream);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return count;

        IEnumerable<TRecord> Records()
        {
            foreach (var found in records)
            {
                count++;
                Add(ids, found.Record);
                yield return found.Record;
            }
        }
    }

    // Each format says what it has written itself.
    private static void Add(IncrementalHash ids, TRecord record)
    {
        ids.AppendData(Encoding.UTF8.GetBytes(RecordShape.Of<TRecord>().Fields[0].ToCell(record)));
        ids.AppendData("\n"u8);
    }

    private static void Add(IncrementalHash ids, RenderedRecord record)
    {
        ids.AppendData(Encoding.UTF8.GetBytes(record.Id));
        ids.AppendData("\n"u8);
    }
}
