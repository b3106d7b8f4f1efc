namespace Maillage.Catalogue.Text;

/// <summary>Which text of a record a word was read in. What a word found there is worth is in <see cref="Credit"/>.</summary>
internal enum TextField : byte
{
    /// <summary>The name it bears today.</summary>
    Name,

    /// <summary>A name that it bore.</summary>
    FormerName,

    /// <summary>What kind of thing it is: codes and labels of its types.</summary>
    Type,

    /// <summary>The name of its commune.</summary>
    Commune,

    /// <summary>Its postal code.</summary>
    Code,

    /// <summary>The département that its commune is in.</summary>
    Territory,

    /// <summary>Number, street, what completes them.</summary>
    Address,
}

/// <summary>One text of a record.</summary>
/// <param name="Field">Where it stands in the record.</param>
/// <param name="Text">The text as published; null reads as empty.</param>
internal readonly record struct FieldText(TextField Field, string? Text);
