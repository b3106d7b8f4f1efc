using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Maillage.Schema.Fields;

namespace Maillage.Api.Traces;

/// <summary>Writes what is logged as JSON, an object a line: <c>instant</c>, <c>niveau</c>, <c>evenement</c>, what it is about under its own names, and <c>message</c>.</summary>
/// <remarks>Lines are written by a thread of their own: whoever collects them may be slow, or stop reading, without anyone waiting here. Those that find no room are counted instead.</remarks>
internal sealed class JsonTraces : ILoggerProvider
{
    // .NET's name of the sentence that the values were put in.
    private const string Template = "{OriginalFormat}";
    private const int MostWaiting = 10_000;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly Stream output;
    private readonly Channel<byte[]> waiting = Channel.CreateBounded<byte[]>(MostWaiting);
    private readonly Task writing;
    private int lost;

    /// <param name="output">Where to write; each line is written at once.</param>
    /// <param name="clock">Tells the instants.</param>
    public JsonTraces(Stream output, TimeProvider clock)
    {
        (this.output, Clock) = (output, clock);
        // It may wait for ever: not on a thread that others wait for.
        writing = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private TimeProvider Clock { get; }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <summary>Writes what still waits; who does not read it within a few seconds will not.</summary>
    public void Dispose()
    {
        waiting.Writer.TryComplete();
        if (writing.Wait(LongestEnd))
        {
            output.Dispose();
        }
    }

    private void Write(byte[] line)
    {
        if (!waiting.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref lost);
        }
    }

    private void WriteAll()
    {
        var log = new Category(this, nameof(Traces));
        foreach (var line in waiting.Reader.ReadAllAsync().ToBlockingEnumerable())
        {
            try
            {
                if (Interlocked.Exchange(ref lost, 0) is > 0 and var count)
                {
                    output.Write(log.Line(LogLevel.Warning, "traces-perdues", [KeyValuePair.Create<string, object?>("Nombre", count)], $"{count} traces perdues : ce qui les recueille ne suit pas.", null));
                }

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

        // What libraries say has no name; its place says whose it is.
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            traces.Write(Line(logLevel, eventId.Name ?? name, state as IEnumerable<KeyValuePair<string, object?>> ?? [], formatter(state, exception), exception));

        public byte[] Line(LogLevel logLevel, string name, IEnumerable<KeyValuePair<string, object?>> about, string message, Exception? exception)
        {
            using var line = new MemoryStream();
            using (var writer = new Utf8JsonWriter(line, Json.WriterOptions))
            {
                writer.WriteStartObject();
                writer.WriteString("instant", traces.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("niveau", logLevel switch { LogLevel.Critical => "critique", LogLevel.Error => "erreur", LogLevel.Warning => "avertissement", _ => "information" });
                writer.WriteString("evenement", name);
                foreach (var (key, value) in about.Where(pair => pair.Key != Template))
                {
                    writer.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(key));
                    WriteValue(writer, value);
                }

                writer.WriteString("message", message);
                if (exception is not null)
                {
                    writer.WriteString("exception", exception.ToString());
                }

                writer.WriteEndObject();
            }

            line.WriteByte((byte)'\n');
            return line.ToArray();
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
