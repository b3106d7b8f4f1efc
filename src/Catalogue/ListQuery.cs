using System.Collections.Immutable;

namespace Maillage.Catalogue;

/// <summary>What is asked of a list: different filters are all required, several values of one filter are alternatives. What is not set asks nothing.</summary>
public sealed record ListQuery
{
    /// <summary>Words, each of which begins a word of the record.</summary>
    public string? Texte { get; init; }

    /// <summary>Values by name of filter.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Valeurs { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public Box? Bbox { get; init; }

    /// <summary>Nearest first, when set.</summary>
    public Circle? Autour { get; init; }

    /// <summary>The same with one more filter.</summary>
    public ListQuery With(string filter, IEnumerable<string> values) => this with { Valeurs = Valeurs.SetItem(filter, [.. values]) };

    /// <summary>The values of that filter when nothing else is asked; none otherwise.</summary>
    public ImmutableArray<string> ValuesOfOnly(string filter) => this is { Texte: null, Bbox: null, Autour: null, Valeurs.Count: 1 } && Valeurs.TryGetValue(filter, out var values) ? values : [];

    /// <summary>True when everything is asked for.</summary>
    public bool AsksEverything => this is { Texte: null, Bbox: null, Autour: null, Valeurs.Count: 0 };
}

/// <summary>A record found, with its distance to the point asked for, in metres.</summary>
public readonly record struct Found<TRecord>(TRecord Record, double? Metres);
