using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Maillage.Api.Commands;

namespace Maillage.Api.Protection;

/// <summary>How many requests an address may make in a minute. One that makes more waits for the next: the others keep their answers.</summary>
/// <param name="PerMinute">That number; 0: as many as it likes.</param>
internal sealed record RequestQuota(int PerMinute)
{
    private const int MostPerMinute = 1_000_000_000;

    /// <summary>As many as one likes.</summary>
    public static RequestQuota None { get; } = new(0);

    /// <summary>The quota asked for; null, and said, when it is none.</summary>
    /// <param name="given">Value of the option.</param>
    public static RequestQuota? Read(string? given)
    {
        var text = Settings.Quota.Value(given);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var perMinute) && perMinute <= MostPerMinute)
        {
            return new(perMinute);
        }

        Terminal.Complain($"« {Settings.Quota.Option} {text} » : un nombre de demandes par minute de 0 à {MostPerMinute} est attendu, par exemple {Settings.Quota.Default}.");
        return null;
    }
}

/// <summary>What is left to each address in the minute under way.</summary>
internal sealed class RequestCounter(RequestQuota quota, TimeProvider clock)
{
    // More addresses than that in one minute are an attack: those that come later share what one has.
    private const int MostAddresses = 100_000;
    private const int SecondsInAMinute = 60;

    // A network of that size is one house, or one server.
    private const int HouseBytes = 8;

    private volatile Minute current = new(0);

    /// <summary>Counts one more request.</summary>
    /// <returns>How many are left, less than none when this one was too many; and the seconds until the minute ends.</returns>
    public (int Left, int Seconds) Count(IPAddress? address)
    {
        var (index, second) = Math.DivRem(clock.GetUtcNow().ToUnixTimeSeconds(), SecondsInAMinute);
        var minute = current;
        if (minute.Index != index)
        {
            // Two that come at once may both begin it: a few requests are forgotten.
            current = minute = new(index);
        }

        var house = House(address);
        var count = minute.Counts.TryGetValue(house, out var known) ? known
            : minute.Counts.GetOrAdd(minute.Counts.Count < MostAddresses ? house : default, _ => new());
        return (quota.PerMinute - Interlocked.Increment(ref count.Requests), (int)(SecondsInAMinute - second));
    }

    // An address of the sixth version is one of the countless of its network.
    private static UInt128 House(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out var length))
        {
            return default;
        }

        // The server writes those of the fourth version in one way or the other.
        var own = address.IsIPv4MappedToIPv6 ? bytes[12..] : bytes[..length];
        var significant = own.Length > HouseBytes ? own[..HouseBytes] : own;
        var house = UInt128.Zero;
        foreach (var part in significant)
        {
            house = (house << 8) | part;
        }

        // The two versions are not taken for each other.
        return (house << 8) | (uint)significant.Length;
    }

    private sealed class Minute(long index)
    {
        public long Index => index;

        public ConcurrentDictionary<UInt128, Tally> Counts { get; } = new();
    }

    private sealed class Tally
    {
        public int Requests;
    }
}
