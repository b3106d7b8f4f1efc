using System.Globalization;
using System.Text.Json;
using Maillage.Schema.Fields;

namespace Maillage.Api.Traces;

/// <summary>Writes what is logged as JSON, an object a line: <c>instant</c>, <c>niveau</c>, <c>evenement</c>, what it is about under its own names, and <c>message</c>.</summary>
/// <param name="output">Where to write; each line is written at once.</param>
/// <param name="clock">Tells the instants.</param>
internal sealed class JsonTraces(Stream output, TimeProvider clock) : ILoggerProvider
{
    // .NET's name of the sentence that the values were put in.
    private const string Template = "{OriginalFormat}";

    private readonly Lock writing = new();

    private TimeProvider Clock => clock;

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose() => output.Dispose();

    private void Write(ReadOnlySpan<byte> line)
    {
        lock (writing)
        {
            try
            {
                output.Write(line);
                output.Flush();
            }
            catch (IOException)
            {
                // Who collected them is gone: there is nobody to tell it to, and readers go on being answered.
            }
        }
    }

    private sealed class Category(JsonTraces traces, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new MemoryStream();
            using (var writer = new Utf8JsonWriter(line, Json.WriterOptions))
            {
                writer.WriteStartObject();
                writer.WriteString("instant", traces.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("niveau", logLevel switch { LogLevel.Critical => "critique", LogLevel.Error => "erreur", LogLevel.Warning => "avertissement", _ => "information" });
                // What libraries say has no name; its place says whose it is.
                writer.WriteString("evenement", eventId.Name ?? name);
                foreach (var (key, value) in (state as IEnumerable<KeyValuePair<string, object?>> ?? []).Where(pair => pair.Key != Template))
                {
                    writer.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(key));
                    WriteValue(writer, value);
                }

                writer.WriteString("message", formatter(state, exception));
                if (exception is not null)
                {
                    writer.WriteString("exception", exception.ToString());
                }

                writer.WriteEndObject();
            }

            line.WriteByte((byte)'\n');
            traces.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
        }

        private static void WriteValue(Utf8JsonWriter writer, object? value)
        {
            switch (value)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case int number:
                    writer.WriteNumberValue(number);
                    break;
                case long number:
                    writer.WriteNumberValue(number);
                    break;
                case double number when double.IsFinite(number):
                    writer.WriteNumberValue(Math.Round(number, 3));
                    break;
                case DateTime instant:
                    writer.WriteStringValue(instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                    break;
                default:
                    writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }
}
