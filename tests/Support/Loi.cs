using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Maillage.Tests.Support;

/// <summary>
/// Checks a law on many generated values. The seed is fixed, so that a run can be repeated; MAILLAGE_GRAINE gives another one.
/// </summary>
internal static class Loi
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private static readonly ulong Graine =
        ulong.TryParse(Environment.GetEnvironmentVariable("MAILLAGE_GRAINE"), CultureInfo.InvariantCulture, out var seed) ? seed : 20261122;

    /// <summary>Throws, with the value and the seed, at the first value on which the law throws.</summary>
    public static void Tient<T>(Gen<T> gen, Action<T> law, int essais = 100) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(essais).WithReplay(new Replay(new Rnd(Graine, Gamma), null)),
            Prop.ForAll(gen.ToArbitrary(), law));

    /// <summary>So many values of the generator, for laws that are asked of an oracle in one question.</summary>
    public static IReadOnlyList<T> Echantillon<T>(Gen<T> gen, int nombre) =>
        [.. Gen.Sample(gen, nombre, new Rnd(Graine, Gamma), 20)];
}
