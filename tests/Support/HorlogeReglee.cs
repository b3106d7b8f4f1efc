namespace Maillage.Tests.Support;

/// <summary>A clock that stands where the test puts it.</summary>
internal sealed class HorlogeReglee(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
