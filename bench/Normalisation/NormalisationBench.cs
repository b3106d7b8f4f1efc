using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Maillage.Importers;
using Maillage.Importers.Normalise.Hours;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;

// One operation is the whole annuaire of France, 56 794 organismes, on one thread.
BenchmarkRunner.Run<Maillage.Bench.NormalisationBench>(
    ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(1).WithIterationCount(5)),
    args);

namespace Maillage.Bench
{
    /// <summary>map → normalise → deduce → check over all of France, and its parts; FOLDER of the real files in MAILLAGE_CORPUS.</summary>
    [MemoryDiagnoser]
    public class NormalisationBench
    {
        private readonly List<SourceItem> items = [];
        private readonly List<RawLieu> raws = [];
        private ISourceFormat? format;
        private Derivation? derivation;

        [GlobalSetup]
        public void Load()
        {
            var folder = Environment.GetEnvironmentVariable("MAILLAGE_CORPUS") ?? throw new InvalidOperationException("MAILLAGE_CORPUS: folder of the real files.");
            var source = new SourceDeclaration
            {
                Id = "annuaire", Nom = "Annuaire", Producteur = "DILA", Attribution = "DILA", Licence = "etalab-2.0", Format = "annuaire-v4", Identifiant = "ancien_code_pivot",
                Chemin = "annuaire.yaml",
            };
            format = SourceFormats.Find(source.Format) ?? throw new InvalidOperationException(source.Format);
            derivation = new Derivation(source, format, Cog.Courant, new DateOnly(2026, 11, 22));
            using var file = File.OpenRead(Path.Combine(folder, "service-public/annuaire-v4/2017-france-data.gouv_local.json.gz"));
            using var text = new GZipStream(file, CompressionMode.Decompress);
            items.AddRange(format.Read(text, source));
            raws.AddRange(items.Select(item => format.Map(item.Canonical, [])));
        }

        [Benchmark(Baseline = true)]
        public int Everything() => items.Count(item => Derived(item).Lieu is not null);

        [Benchmark]
        public int MapAlone() => items.Count(item => format?.Map(item.Canonical, []).Nom is not null);

        [Benchmark]
        public int HoursAlone() => raws.Count(raw => HoursNormaliser.Parse(raw, []).Horaires is not null);

        private Derived Derived(SourceItem item) => derivation?.Derive("00000000-0000-5000-8000-000000000000", item) ?? throw new InvalidOperationException("Not loaded.");
    }
}
