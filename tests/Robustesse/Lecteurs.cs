using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Maillage.Store;

namespace Maillage.Tests.Robustesse;

/// <summary>
/// Readers of some nodes, at a modest pace, from now until they are stopped: lists walked page by page on one node or from node to node, single lieux, the journal. What
/// they were answered is judged afterwards, by the journal of the store.
/// </summary>
internal sealed class Lecteurs
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    private readonly IReadOnlyList<HttpClient> nodes;
    private readonly bool baseMayBeAway;
    private readonly ConcurrentQueue<Action<JournalRejoue>> judgements = [];
    private readonly IReadOnlyList<Task> readers;
    private volatile bool stopping;
    private int answers;

    /// <param name="nodes">What they ask.</param>
    /// <param name="baseMayBeAway">The journal, which is read in the database, may then answer that it is away; nothing else may.</param>
    public Lecteurs(IReadOnlyList<HttpClient> nodes, bool baseMayBeAway = false)
    {
        (this.nodes, this.baseMayBeAway) = (nodes, baseMayBeAway);
        readers =
        [
            .. Enumerable.Range(0, nodes.Count).SelectMany(node => (Func<Task>[])
                [() => WalkAsync(node, 0), () => WalkAsync(node, 1), () => ReadLieuxAsync(node), () => FollowAsync(node)])
                .Select(read => Task.Run(read, Cancellation)),
        ];
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Stops them once what they have begun is done, and judges all that they were answered.</summary>
    /// <returns>How many answers there were.</returns>
    public async Task<int> StopAsync(IStore store)
    {
        stopping = true;
        await Task.WhenAll(readers);
        var journal = new JournalRejoue(await store.ChangesAsync(0, long.MaxValue, int.MaxValue, Cancellation));
        foreach (var judge in judgements)
        {
            judge(journal);
        }

        Assert.True(judgements.Count > nodes.Count * 5, $"{judgements.Count} lectures seulement.");
        return answers;
    }

    /// <summary>Walks the list again and again; every walk gives each lieu of its version once.</summary>
    /// <param name="node">Where it begins.</param>
    /// <param name="step">How far the node that is asked for the next page is from this one.</param>
    private async Task WalkAsync(int node, int step)
    {
        Answer? known = null;
        for (var walk = 0; !stopping; walk++)
        {
            // One walk of two says what it has already.
            var first = await AskAsync(node, "/api/v1/lieux?limite=200", walk % 2 == 1 ? known?.ETag : null);
            if (first.Status == HttpStatusCode.NotModified)
            {
                Assert.Equal(known?.Version, first.Version);
                continue;
            }

            var pages = new List<Answer> { first };
            for (var at = node + step; pages[^1].Body?["suivant"]?.GetValue<string>() is { } next; at += step)
            {
                pages.Add(await AskAsync(at, new Uri(next).PathAndQuery));
            }

            known = first;
            judgements.Enqueue(journal => Judge(journal, pages));
        }
    }

    private static void Judge(JournalRejoue journal, List<Answer> pages)
    {
        var published = journal.At(pages[0].Version);
        foreach (var page in pages)
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal(pages[0].Version, page.Version);
            Assert.Equal(page.Version.ToString(CultureInfo.InvariantCulture), page.Body?["version"]?.GetValue<string>());
            Assert.Equal(published.Count, page.Body?["total"]?.GetValue<int>());
        }

        var lieux = pages.SelectMany(page => page.Body?["donnees"]?.AsArray() ?? []).ToList();
        Assert.Equal(published.Keys.Order(StringComparer.Ordinal), lieux.Select(lieu => lieu?["id"]?.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(lieux, lieu => JudgeLieu(published, lieu));
    }

    private static void JudgeLieu(IReadOnlyDictionary<string, Maillage.Schema.Lieux.Lieu> published, JsonNode? lieu)
    {
        var expected = published[lieu?["id"]?.GetValue<string>() ?? ""];
        Assert.Equal((expected.Nom, expected.PresentationResume), (lieu?["nom"]?.GetValue<string>(), lieu?["presentation_resume"]?.GetValue<string>()));
    }

    /// <summary>Reads lieux one by one, among those that were published at first: some are merged or withdrawn meanwhile.</summary>
    private async Task ReadLieuxAsync(int node)
    {
        var first = await AskAsync(node, "/api/v1/lieux?limite=1000");
        string[] ids = [.. (first.Body?["donnees"]?.AsArray() ?? []).Select(lieu => lieu?["id"]?.GetValue<string>()).OfType<string>()];
        var random = new Random(node);
        while (!stopping)
        {
            var id = ids[random.Next(ids.Length)];
            var answer = await AskAsync(node, "/api/v1/lieux/" + id);
            judgements.Enqueue(journal => Judge(journal, id, answer));
        }
    }

    private static void Judge(JournalRejoue journal, string id, Answer answer)
    {
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                JudgeLieu(journal.At(answer.Version), answer.Body);
                break;
            case HttpStatusCode.PermanentRedirect:
                Assert.DoesNotContain(id, journal.At(answer.Version).Keys);
                Assert.Contains(answer.Location?.Split('/')[^1] ?? "", journal.At(answer.Version).Keys);
                Assert.Contains(Operation.Fusion, journal.EndsOf(id));
                break;
            default:
                Assert.Equal(HttpStatusCode.Gone, answer.Status);
                Assert.NotEmpty(journal.EndsOf(id));
                break;
        }
    }

    /// <summary>Follows the journal: no number is missing, and each entry is the store's.</summary>
    private async Task FollowAsync(int node)
    {
        var read = 0L;
        while (!stopping)
        {
            for (var next = $"/api/v1/changements?limite=500&depuis={read}"; next is not null;)
            {
                var page = await AskAsync(node, next);
                if (page.Status == HttpStatusCode.ServiceUnavailable && baseMayBeAway)
                {
                    Assert.NotNull(page.RetryAfter);
                    break;
                }

                var after = read;
                var entries = page.Body?["donnees"]?.AsArray().Select(entry => (entry?["seq"]?.GetValue<long>() ?? 0, entry?["id"]?.GetValue<string>())).ToList() ?? [];
                judgements.Enqueue(journal => Judge(journal, after, page, entries));
                read += entries.Count;
                next = page.Body?["suivant"]?.GetValue<string>() is { } suivant ? new Uri(suivant).PathAndQuery : null;
            }
        }
    }

    private static void Judge(JournalRejoue journal, long after, Answer page, List<(long, string?)> entries)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(page.Version.ToString(CultureInfo.InvariantCulture), page.Body?["version"]?.GetValue<string>());
        Assert.Equal(journal.Entries.Skip((int)after).Take(entries.Count).Select(entry => (entry.Seq, (string?)entry.Id)), entries);
        Assert.True(after + entries.Count <= page.Version, $"{after} + {entries.Count} > {page.Version}");
        Assert.True(page.Body?["suivant"] is not null || after + entries.Count == page.Version, $"{after} + {entries.Count} < {page.Version}");
    }

    private async Task<Answer> AskAsync(int node, string path, string? etag = null)
    {
        await Task.Delay(Pace, Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        using var response = await nodes[node % nodes.Count].SendAsync(request, Cancellation);
        Interlocked.Increment(ref answers);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(
            (int)response.StatusCode is 200 or 304 or 308 or 410 || (response.StatusCode == HttpStatusCode.ServiceUnavailable && baseMayBeAway && path.Contains("/changements", StringComparison.Ordinal)),
            $"{path} : {(int)response.StatusCode} {text}");
        return new Answer(
            response.StatusCode,
            response.Headers.TryGetValues("Maillage-Version", out var versions) ? long.Parse(versions.Single(), CultureInfo.InvariantCulture) : 0,
            text.Length == 0 ? null : JsonNode.Parse(text),
            response.Headers.ETag?.ToString(),
            response.Headers.Location?.ToString(),
            response.Headers.RetryAfter?.ToString());
    }

    private sealed record Answer(HttpStatusCode Status, long Version, JsonNode? Body, string? ETag, string? Location, string? RetryAfter);
}
