using System.Text.Json;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats;

/// <summary>
/// Reads the elements of one JSON array one at a time, whatever the size of the file: memory holds one element.
/// The array is the root, or the value of one of the named members of the root object; or the elements follow one another without any array
/// (<see cref="OfRecords"/>).
/// </summary>
/// <remarks>Any bytes give elements or one fatal issue, never an exception. An element is valid until the next one is asked for.</remarks>
public sealed class JsonArrayReader : IDisposable
{
    private const int FirstBuffer = 64 * 1024;
    private const int LargestElement = 32 * 1024 * 1024;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };
    private static readonly JsonReaderOptions SequenceOptions = new() { MaxDepth = 64, AllowMultipleValues = true };

    private readonly Stream stream;
    private readonly IReadOnlyList<string> arrayNames;

    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int end;
    private long offset;
    private bool endOfFile;
    private bool begun;
    private JsonReaderState state;
    private JsonDocument? current;
    private State phase;

    public JsonArrayReader(Stream stream, IReadOnlyList<string> arrayNames)
        : this(stream, arrayNames, isSequence: false)
    {
    }

    private JsonArrayReader(Stream stream, IReadOnlyList<string> arrayNames, bool isSequence)
    {
        (this.stream, this.arrayNames) = (stream, arrayNames);
        state = new JsonReaderState(isSequence ? SequenceOptions : Options);
        phase = isSequence ? State.InSequence : State.BeforeArray;
    }

    private enum State
    {
        BeforeArray,
        InArray,
        InSequence,
        AfterArray,
        Done,
    }

    private enum Outcome
    {
        NeedMore,
        Element,
        Advanced,
        End,
    }

    /// <summary>
    /// Reads records whatever they stand in: an array, a named member of the root, one object after the other (a line each, or not), or a single object.
    /// </summary>
    /// <param name="stream">JSON, in UTF-8 or in what its byte order mark says.</param>
    /// <param name="arrayNames">Members of the root that may hold the records.</param>
    /// <param name="marker">A member that a record has and that what wraps records has not.</param>
    public static JsonArrayReader OfRecords(Stream stream, IReadOnlyList<string> arrayNames, string marker)
    {
        var peeked = PeekedStream.Over(stream);
        return new JsonArrayReader(peeked.AsUtf8(), arrayNames, RecordShapes.IsSequence(peeked, arrayNames, marker));
    }

    /// <summary>Number of elements given so far.</summary>
    public long Count { get; private set; }

    /// <summary>Position in the file, in bytes, where the last element began or the failure stands.</summary>
    public long Position { get; private set; }

    /// <summary>Why reading stopped early; null when the whole file was read.</summary>
    public Issue? Failure { get; private set; }

    /// <summary>The element under the cursor.</summary>
    /// <exception cref="InvalidOperationException">There is none: <see cref="MoveNext"/> has not returned true.</exception>
    public JsonElement Current => current?.RootElement ?? throw new InvalidOperationException("No element under the cursor.");

    /// <summary>Goes to the next element; false at the end, or at a failure (<see cref="Failure"/>).</summary>
    public bool MoveNext()
    {
        current?.Dispose();
        current = null;
        while (phase != State.Done)
        {
            switch (Attempt())
            {
                case Outcome.Element:
                    Count++;
                    return true;
                case Outcome.NeedMore when !Fill():
                    phase = State.Done;
                    break;
                case Outcome.End:
                    phase = State.Done;
                    break;
                default:
                    break;
            }
        }

        return false;
    }

    public void Dispose() => current?.Dispose();

    private Outcome Attempt()
    {
        if (offset == 0 && start == 0 && !endOfFile && end < 4)
        {
            return Outcome.NeedMore;
        }

        if (offset == 0 && start == 0)
        {
            SkipByteOrderMark();
        }

        try
        {
            return Step();
        }
        catch (JsonException)
        {
            var broken = new BrokenJson(buffer.AsSpan(start, end - start), state, endOfFile);
            Position = offset + start + broken.LengthReadable;
            return Fail(broken.Why(begun, Count));
        }
    }

    private Outcome Step()
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), endOfFile, state);
        var outcome = phase switch
        {
            State.BeforeArray => FindArray(ref reader),
            State.InArray => ReadElement(ref reader),
            State.InSequence => ReadOneOfSequence(ref reader),
            _ => ReadToEnd(ref reader),
        };
        if (outcome != Outcome.NeedMore)
        {
            Position = offset + start;
            start += (int)reader.BytesConsumed;
            begun = true;
            state = reader.CurrentState;
        }

        return outcome;
    }

    private Outcome FindArray(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return endOfFile ? Fail(IssueCodes.FichierVide) : Outcome.NeedMore;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray when reader.CurrentDepth == 0:
                phase = State.InArray;
                return Outcome.Advanced;
            case JsonTokenType.StartObject when reader.CurrentDepth == 0:
                return Outcome.Advanced;
            case JsonTokenType.PropertyName:
                return FindArrayInMember(ref reader);
            default:
                return Fail(IssueCodes.FichierSansListe);
        }
    }

    private Outcome FindArrayInMember(ref Utf8JsonReader reader)
    {
        var wanted = false;
        foreach (var name in arrayNames)
        {
            wanted |= IsNamed(ref reader, name);
        }

        if (!reader.Read())
        {
            return Outcome.NeedMore;
        }

        if (wanted && reader.TokenType == JsonTokenType.StartArray)
        {
            phase = State.InArray;
            return Outcome.Advanced;
        }

        return reader.TrySkip() ? Outcome.Advanced : Outcome.NeedMore;
    }

    private static bool IsNamed(ref Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // A name that UTF-16 cannot hold (a lone surrogate) is none of ours.
            return false;
        }
    }

    private Outcome ReadElement(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return Outcome.NeedMore;
        }

        if (reader.TokenType == JsonTokenType.EndArray)
        {
            phase = State.AfterArray;
            return Outcome.Advanced;
        }

        return JsonDocument.TryParseValue(ref reader, out current) ? Outcome.Element : Outcome.NeedMore;
    }

    private Outcome ReadOneOfSequence(ref Utf8JsonReader reader) =>
        reader.Read() ? JsonDocument.TryParseValue(ref reader, out current) ? Outcome.Element : Outcome.NeedMore
        : endOfFile ? Outcome.End
        : Outcome.NeedMore;

    // What follows the array is read too: a file cut just after it is cut all the same.
    private Outcome ReadToEnd(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            return reader.TrySkip() ? Outcome.Advanced : Outcome.NeedMore;
        }

        return endOfFile ? Outcome.End : Outcome.NeedMore;
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            offset += start;
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            if (buffer.Length >= LargestElement)
            {
                Position = offset;
                Fail(IssueCodes.FichierIllisible);
                return false;
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        return ReadMore();
    }

    private bool ReadMore()
    {
        if (endOfFile)
        {
            Position = offset + end;
            Fail(offset + end == 0 ? IssueCodes.FichierVide : IssueCodes.FichierTronque);
            return false;
        }

        try
        {
            var read = stream.Read(buffer, end, buffer.Length - end);
            endOfFile = read == 0;
            end += read;
            return true;
        }
        catch (Exception cut) when (StreamFailure.Explains(cut))
        {
            Position = offset + end;
            Fail(StreamFailure.Code(cut));
            return false;
        }
    }

    private Outcome Fail(IssueCode code)
    {
        Failure ??= new Issue("*", code, BrokenJson.Excerpt(buffer.AsSpan(start, end - start)));
        return Outcome.End;
    }

    private void SkipByteOrderMark()
    {
        if (buffer.AsSpan(0, end) is [0xEF, 0xBB, 0xBF, ..])
        {
            start = 3;
        }
    }
}
