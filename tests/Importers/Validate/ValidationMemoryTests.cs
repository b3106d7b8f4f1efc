using System.Globalization;
using Maillage.Importers.Validate;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Validate;

/// <summary>A file is checked in the memory of a row.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class ValidationMemoryTests
{
    [Fact]
    public void Twenty_thousand_rows_are_checked_in_flat_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        IEnumerable<string> Lines()
        {
            yield return string.Join(';', ValidationTests.Good.Keys) + "\n";
            for (var rank = 1; rank <= 20_000; rank++)
            {
                if (rank % 5_000 == 0)
                {
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                }

                yield return string.Create(CultureInfo.InvariantCulture, $"{rank};{string.Join(';', ValidationTests.Good.Values.Skip(1))}\n");
            }
        }

        using var input = new FluxGenere(Lines());
        var report = Validation.Run(input, "mediation-numerique", new ValidationOptions { Today = new DateOnly(2026, 11, 22), Repaired = Stream.Null, Repairs = Stream.Null }, TestContext.Current.CancellationToken);

        Assert.Equal((20_000, 20_000), (report.Records, report.AsIs));
        Assert.True(most < 48L * 1024 * 1024, $"{most >> 20} Mio de plus pendant la vérification.");
    }
}
