using System.Text.Json;

namespace Maillage.Api.Http;

/// <summary>How many of the records of a list have each value of a field, the most frequent first.</summary>
/// <param name="Champ">The field.</param>
/// <param name="Valeurs">The values that some of the records have.</param>
internal sealed record Facette(string Champ, IReadOnlyList<(string Valeur, int Nombre)> Valeurs)
{
    /// <summary>Writes the member <c>facettes</c> of a list.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Facette> facettes)
    {
        writer.WriteStartObject("facettes");
        foreach (var facette in facettes)
        {
            writer.WriteStartArray(facette.Champ);
            foreach (var (valeur, nombre) in facette.Valeurs)
            {
                writer.WriteStartObject();
                writer.WriteString("valeur", valeur);
                writer.WriteNumber("nombre", nombre);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
