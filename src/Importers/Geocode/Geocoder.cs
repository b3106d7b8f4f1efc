using System.Net;
using Maillage.Importers.Geocode;

namespace Maillage.Importers;

/// <summary>How the geocoder is used.</summary>
public sealed record GeocoderOptions
{
    /// <summary>Addresses in one request; 200 characters each at most, far under the 50 MB that the service takes.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Times that one batch is sent before the geocoder is taken to be out of order.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Pause before the second attempt, doubled before each other.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A geocoder that asks for a longer pause is left alone until the next import.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for one answer. With four attempts an import waits less than the five minutes that another writer grants it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(45);
}

/// <summary>The national geocoder at an address. One request at a time, and none any more once it has failed: made anew for each command.</summary>
public sealed class Geocoder : IDisposable
{
    private const long LargestAnswer = 16 << 20;

    private readonly HttpClient client;
    private readonly Uri search;
    private readonly TimeProvider clock;
    private readonly GeocoderOptions options;

    /// <param name="address">Address of the service, <c>https://data.geopf.fr/geocodage</c>.</param>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="options">Unless said, what suits the public service.</param>
    public Geocoder(Uri address, TimeProvider clock, GeocoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        this.clock = clock;
        this.options = options ?? new GeocoderOptions();
        search = new Uri(address.AbsoluteUri.TrimEnd('/') + "/search/csv/");
        // A redirected POST loses its body: better said than followed.
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            Timeout = this.options.Timeout,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Maillage/" + typeof(Geocoder).Assembly.GetName().Version?.ToString(3));
    }

    /// <summary>Addresses to ask for at once.</summary>
    public int BatchSize => options.BatchSize;

    /// <summary>Why it is not asked any more; null as long as it answers.</summary>
    public string? Failure { get; private set; }

    /// <summary>Asks for addresses, at most a batch of them.</summary>
    /// <returns>The answers; a question that is missing had none, and may have one another day.</returns>
    internal async Task<IReadOnlyDictionary<AddressQuestion, Candidate>> AskAsync(IReadOnlyList<AddressQuestion> questions, CancellationToken cancellationToken)
    {
        Dictionary<AddressQuestion, Candidate> answers = [];
        var left = questions;
        for (var attempt = 1; left.Count > 0 && Failure is null; attempt++)
        {
            var reply = await SendAsync(left, cancellationToken);
            foreach (var (rank, candidate) in reply.Answers.Where(pair => pair.Key < left.Count))
            {
                answers[left[rank]] = candidate;
            }

            var unanswered = left.Where(question => !answers.ContainsKey(question)).ToList();
            var pause = reply.Pause is { } asked ? TimeSpan.FromTicks(Math.Max(asked.Ticks, options.FirstPause.Ticks)) : options.FirstPause * Math.Pow(2, attempt - 1);
            if (reply.Failure is { } failure && (!reply.MayRecover || attempt >= options.Attempts || pause > options.LongestPause))
            {
                Failure = failure;
            }
            else if (unanswered.Count > 0)
            {
                if (reply.Failure is null && (unanswered.Count == left.Count || attempt >= options.Attempts))
                {
                    // It works, and says nothing more of these.
                    break;
                }

                await Task.Delay(pause, clock, cancellationToken);
            }

            left = unanswered;
        }

        return answers;
    }

    public void Dispose() => client.Dispose();

    private async Task<Reply> SendAsync(IReadOnlyList<AddressQuestion> questions, CancellationToken cancellationToken)
    {
        try
        {
            using var form = GeocoderCsv.Form(questions);
            using var response = await client.PostAsync(search, form, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return new Reply($"il répond {(int)response.StatusCode}", MayRecover(response.StatusCode), Pause(response));
            }

            return GeocoderCsv.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken)) is { } answers
                ? new Reply(null) { Answers = answers }
                : new Reply("sa réponse n'est pas le CSV attendu");
        }
        catch (HttpRequestException unreachable)
        {
            return new Reply($"il ne se laisse pas joindre ({unreachable.HttpRequestError})");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Reply($"il n'a pas répondu en {options.Timeout.TotalSeconds:0} s");
        }
    }

    private static bool MayRecover(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private TimeSpan? Pause(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
            _ => null,
        };

    private sealed record Reply(string? Failure, bool MayRecover = true, TimeSpan? Pause = null)
    {
        public IReadOnlyDictionary<int, Candidate> Answers { get; init; } = new Dictionary<int, Candidate>();
    }
}
