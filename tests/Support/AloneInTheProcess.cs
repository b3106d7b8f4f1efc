namespace Maillage.Tests.Support;

/// <summary>Tests that look at the memory of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
