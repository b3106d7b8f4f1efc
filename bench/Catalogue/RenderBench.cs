using System.Buffers;
using BenchmarkDotNet.Attributes;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;

namespace Maillage.Bench;

/// <summary>A lieu written as JSON when it is published, then a page of lieux sent from what was written.</summary>
[MemoryDiagnoser]
public sealed class RenderBench : IDisposable
{
    private const int Page = 100;

    private readonly RecordRenderer<Lieu> renderer = new();
    private readonly ArrayBufferWriter<byte> output = new(1 << 20);
    private Lieu[] lieux = [];
    private RenderedRecord[] rendered = [];

    [GlobalSetup]
    public async Task Load()
    {
        // From all of France: every hundredth or so.
        var all = await Lieux.ReadAsync();
        lieux = [.. Enumerable.Range(0, Page).Select(rank => all[rank * (all.Count / Page)])];
        rendered = [.. lieux.Select(renderer.Render)];
    }

    [Benchmark(OperationsPerInvoke = Page)]
    public int Render()
    {
        var bytes = 0;
        foreach (var lieu in lieux)
        {
            bytes += renderer.Render(lieu).Json.Length;
        }

        return bytes;
    }

    [Benchmark]
    public int PageOfJson()
    {
        output.ResetWrittenCount();
        foreach (var record in rendered)
        {
            record.WriteMembers(output, inList: true);
        }

        return output.WrittenCount;
    }

    [Benchmark]
    public int PageOfGeoJson()
    {
        output.ResetWrittenCount();
        foreach (var record in rendered)
        {
            record.WriteFeatureMembers(output, inList: true);
        }

        return output.WrittenCount;
    }

    public void Dispose() => renderer.Dispose();
}
