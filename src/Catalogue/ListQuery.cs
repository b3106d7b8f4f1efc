using System.Collections.Immutable;

namespace Maillage.Catalogue;

/// <summary>What is asked of a list: different filters are all required, several values of one filter are alternatives. What is not set asks nothing.</summary>
public sealed record ListQuery
{
    /// <summary>What each filter asks, once each.</summary>
    public ImmutableArray<(string Filter, Criterion Criterion)> Criteres { get; init; } = [];

    /// <summary>Name of the order of the results; null for the one that the filters bring.</summary>
    public string? Tri { get; init; }

    /// <summary>True when everything is asked for.</summary>
    public bool AsksEverything => Criteres.IsEmpty;

    /// <summary>The same with what one filter asks.</summary>
    public ListQuery With(string filter, Criterion criterion)
    {
        for (var rank = 0; rank < Criteres.Length; rank++)
        {
            if (Criteres[rank].Filter == filter)
            {
                return this with { Criteres = Criteres.SetItem(rank, (filter, criterion)) };
            }
        }

        return this with { Criteres = Criteres.Add((filter, criterion)) };
    }

    /// <summary>The same with the values of one filter.</summary>
    public ListQuery With(string filter, IEnumerable<string> values) => With(filter, new AnyOf([.. values]));

    /// <summary>What that filter asks; null when it asks nothing.</summary>
    public Criterion? Of(string filter)
    {
        foreach (var (name, criterion) in Criteres)
        {
            if (name == filter)
            {
                return criterion;
            }
        }

        return null;
    }

    /// <summary>The values of that filter; none when it asks nothing.</summary>
    public ImmutableArray<string> ValuesOf(string filter) => Of(filter) is AnyOf any ? any.Values : [];

    /// <summary>The values of that filter when nothing else is asked; none otherwise.</summary>
    public ImmutableArray<string> ValuesOfOnly(string filter) => Criteres.Length == 1 ? ValuesOf(filter) : [];
}
