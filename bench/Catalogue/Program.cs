using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process: the lieux are read once a class, and there is nothing to build again.
BenchmarkSwitcher.FromAssembly(typeof(Maillage.Bench.Lieux).Assembly).Run(
    args,
    ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(5)));
