namespace Maillage.Schema.Fields;

/// <summary>
/// Declares a property as a published field. Its name is the property's in snake case; its description and example are the property's
/// XML documentation; the JSON Schema, the Table Schema, the CSV header and the reference page all come from here.
/// </summary>
/// <param name="titre">Short French label.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChampAttribute(string titre) : Attribute
{
    public string Titre { get; } = titre;

    /// <summary>The field always has a value.</summary>
    public bool Requis { get; init; }

    /// <summary>Left out of JSON and GeoJSON lists; a single record and a CSV have it.</summary>
    public bool HorsListes { get; init; }

    /// <summary>No two records share the value.</summary>
    public bool Unique { get; init; }

    /// <summary>Name of the closed vocabulary of the values (<see cref="Vocabulaires.Vocabulaire"/>).</summary>
    public string? Vocabulaire { get; init; }

    /// <summary>The vocabulary is a list inside one string, joined by <c>|</c> (national standard).</summary>
    public bool ListeEnTexte { get; init; }

    /// <summary>Regular expression that the whole value matches (ECMA-262 syntax, no anchors).</summary>
    public string? Motif { get; init; }

    /// <summary>JSON Schema format of each value: <c>uri</c>, <c>email</c>, <c>uuid</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Greatest number of characters; 0: no limit.</summary>
    public int LongueurMax { get; init; }

    /// <summary>Smallest number allowed.</summary>
    public double Min { get; init; } = double.NaN;

    /// <summary>Greatest number allowed.</summary>
    public double Max { get; init; } = double.NaN;
}
