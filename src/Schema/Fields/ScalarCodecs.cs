using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Maillage.Schema.Fields;

internal sealed class TextCodec : Codec<string?>
{
    public override FieldKind Kind => FieldKind.Text;

    public override bool IsUnknown(string? value) => string.IsNullOrEmpty(value);

    public override bool Same(string? left, string? right) => left == right;

    public override void WriteJson(Utf8JsonWriter writer, string? value) => writer.WriteStringValue(value);

    public override bool TryReadJson(JsonElement element, out string? value)
    {
        value = Json.Text(element);
        return element.ValueKind is JsonValueKind.String && value is not null;
    }

    public override bool TryRead(ref Utf8JsonReader reader, out string? value)
    {
        value = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return value is not null;
    }

    public override string ToCell(string? value) => value ?? "";

    public override bool TryFromCell(string cell, out string? value)
    {
        value = cell;
        return true;
    }
}

/// <summary>A nullable value type with one invariant text form.</summary>
internal sealed class ScalarCodec<TValue>(
    FieldKind kind,
    Action<Utf8JsonWriter, TValue> write,
    Func<TValue, string> format,
    ScalarCodec<TValue>.Parser parse) : Codec<TValue?>
    where TValue : struct, IEquatable<TValue>
{
    public delegate bool Parser(ReadOnlySpan<char> text, out TValue value);

    private const int LongestText = 64;

    public override FieldKind Kind => kind;

    public override bool IsUnknown(TValue? value) => value is null;

    public override bool Same(TValue? left, TValue? right) => Nullable.Equals(left, right);

    public override void WriteJson(Utf8JsonWriter writer, TValue? value)
    {
        if (value is { } known)
        {
            write(writer, known);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    public override bool TryReadJson(JsonElement element, out TValue? value)
    {
        var expectsText = kind is FieldKind.Date or FieldKind.Instant;
        var isText = element.ValueKind == JsonValueKind.String;
        value = null;
        return expectsText == isText && Json.Text(element) is { } text && TryFromCell(text, out value);
    }

    public override bool TryRead(ref Utf8JsonReader reader, out TValue? value)
    {
        value = null;
        var expectsText = kind is FieldKind.Date or FieldKind.Instant;
        if (expectsText != (reader.TokenType == JsonTokenType.String) || reader.HasValueSequence || reader.ValueSpan.Length > LongestText)
        {
            return false;
        }

        Span<char> text = stackalloc char[LongestText];
        var length = expectsText ? reader.CopyString(text) : Encoding.UTF8.GetChars(reader.ValueSpan, text);
        var understood = parse(text[..length], out var parsed);
        value = understood ? parsed : null;
        return understood;
    }

    public override string ToCell(TValue? value) => value is { } known ? format(known) : "";

    public override bool TryFromCell(string cell, out TValue? value)
    {
        var understood = parse(cell, out var parsed);
        value = understood ? parsed : null;
        return understood;
    }
}

/// <summary>One codec for each scalar type a field may have.</summary>
internal static class ScalarCodecs
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static TextCodec Text { get; } = new();

    public static ScalarCodec<double> Number { get; } = new(
        FieldKind.Number,
        (writer, value) => writer.WriteNumberValue(value),
        value => value.ToString("R", Invariant),
        (ReadOnlySpan<char> text, out double value) =>
            double.TryParse(text, NumberStyles.Float, Invariant, out value) && double.IsFinite(value));

    public static ScalarCodec<int> Integer { get; } = new(
        FieldKind.Integer,
        (writer, value) => writer.WriteNumberValue(value),
        value => value.ToString(Invariant),
        (ReadOnlySpan<char> text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out value));

    public static ScalarCodec<bool> Boolean { get; } = new(
        FieldKind.Boolean,
        (writer, value) => writer.WriteBooleanValue(value),
        value => value ? "true" : "false",
        (ReadOnlySpan<char> text, out bool value) => (value = text is "true") || text is "false");

    public static ScalarCodec<DateOnly> Date { get; } = new(
        FieldKind.Date,
        (writer, value) => writer.WriteStringValue(value.ToString("yyyy-MM-dd", Invariant)),
        value => value.ToString("yyyy-MM-dd", Invariant),
        TryDate);

    // Twenty times faster than TryParseExact, and dates are read by the hundred thousand when a catalogue is loaded.
    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly value)
    {
        value = default;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _]
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        value = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return true;
    }

    public static ScalarCodec<DateTimeOffset> Instant { get; } = new(
        FieldKind.Instant,
        (writer, value) => writer.WriteStringValue(value.UtcDateTime.ToString(InstantFormat, Invariant)),
        value => value.UtcDateTime.ToString(InstantFormat, Invariant),
        (ReadOnlySpan<char> text, out DateTimeOffset value) =>
            DateTimeOffset.TryParseExact(text, InstantFormat, Invariant, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value));
}
