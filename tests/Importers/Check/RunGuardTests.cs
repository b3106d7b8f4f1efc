using Maillage.Importers.Check;

namespace Maillage.Tests.Importers.Check;

public sealed class RunGuardTests
{
    [Theory]
    // kept, published, read, withdrawn, created, threshold
    [InlineData(0, 0, 0, 0, 0, 20, null)] // a first run may be empty
    [InlineData(0, 0, 10, 0, 10, 20, null)]
    [InlineData(10, 10, 10, 0, 0, 20, null)]
    [InlineData(10, 10, 8, 2, 0, 20, null)]
    [InlineData(10, 10, 7, 3, 0, 20, "baisse_suspecte")]
    [InlineData(10, 10, 7, 3, 0, 30, null)]
    [InlineData(100, 100, 40, 60, 0, 20, "baisse_suspecte")]
    [InlineData(10, 10, 10, 10, 10, 20, "ids_changes")]
    [InlineData(100, 100, 100, 70, 70, 20, "ids_changes")]
    [InlineData(100, 100, 95, 70, 65, 20, "ids_changes")]
    [InlineData(100, 100, 60, 70, 30, 20, "baisse_suspecte")]
    [InlineData(100, 100, 300, 30, 230, 20, "ids_changes")]
    [InlineData(10, 10, 0, 10, 0, 20, "source_videe")]
    [InlineData(10, 10, 0, 10, 0, 100, "source_videe")] // the arithmetic would let it through
    [InlineData(10, 0, 0, 0, 0, 20, "source_videe")] // nothing of it was published
    public void A_run_that_looks_like_an_accident_is_refused(long kept, long published, long read, long withdrawn, long created, int threshold, string? code) =>
        Assert.Equal(code, RunGuard.Refusal(new RunBalance(kept, published, read, withdrawn, created), threshold)?.Code.Code);
}
