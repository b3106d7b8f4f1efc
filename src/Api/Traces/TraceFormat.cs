using Maillage.Api.Commands;

namespace Maillage.Api.Traces;

/// <summary>How a server tells what happens to it.</summary>
internal sealed record TraceFormat
{
    /// <summary>Sentences, for who looks at a terminal: what goes wrong.</summary>
    public static TraceFormat Text { get; } = new();

    /// <summary>Opens where JSON is written, an object a line: publications, imports, exports, requests, what goes wrong; null: sentences on the terminal.</summary>
    public Func<Stream>? Json { get; init; }

    /// <summary>The one that a setting names; null, and said, when it names none.</summary>
    public static TraceFormat? Read(string? given)
    {
        switch (Settings.Traces.Value(given))
        {
            case "texte":
                return Text;
            case "json":
                return new() { Json = OpenOutput };
            case var other:
                Terminal.Complain($"« {Settings.Traces.Option} {other} » : « texte » ou « json » est attendu.");
                return null;
        }
    }

    /// <summary>Makes the log of a server so.</summary>
    /// <param name="logging">The log.</param>
    /// <param name="clock">Tells the instants.</param>
    public void Apply(ILoggingBuilder logging, TimeProvider clock)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        // Nobody reads the traces that would be made of each request.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // An address that is taken is said by the command, in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // A fault is told once, with the number that its reader was given.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        if (Json is not null)
        {
            logging.ClearProviders();
            logging.AddFilter("Maillage", LogLevel.Information);
            logging.AddProvider(new JsonTraces(Json(), clock));
        }
    }

    private static Stream OpenOutput()
    {
        // What is said to a person stands apart from what a program reads.
        Console.SetOut(Console.Error);
        return Console.OpenStandardOutput();
    }
}
