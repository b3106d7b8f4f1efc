using System.Net;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Http;

/// <summary>One question to a server, redirections followed; the token goes to the first host only.</summary>
internal sealed class Exchange : IDisposable
{
    private static readonly HttpStatusCode[] Redirections =
        [HttpStatusCode.MovedPermanently, HttpStatusCode.Found, HttpStatusCode.SeeOther, HttpStatusCode.TemporaryRedirect, HttpStatusCode.PermanentRedirect];

    private readonly HttpClient client;
    private readonly FetcherOptions options;

    public Exchange(FetcherOptions options)
    {
        this.options = options;
        // Bytes are kept as they come: what is resumed must be what was begun. Redirections are looked at before they are followed.
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = options.LongestSilence,
        })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        var version = typeof(Exchange).Assembly.GetName().Version?.ToString(3);
        client.DefaultRequestHeaders.UserAgent.ParseAdd(options.Contact is { } contact ? $"Maillage/{version} (+{contact.AbsoluteUri})" : $"Maillage/{version}");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", ContentCodings.Accepted);
    }

    /// <summary>Asks, and gives the headers of the answer, or why it went nowhere.</summary>
    /// <param name="address">Where.</param>
    /// <param name="prepare">Puts on each request what is asked for.</param>
    /// <param name="report">Receives the redirections.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="HttpRequestException">The server cannot be joined.</exception>
    /// <exception cref="OperationCanceledException">It stays silent, or nobody waits any more.</exception>
    public async Task<Parsed<HttpResponseMessage>> AskAsync(Uri address, Action<HttpRequestMessage> prepare, FetchReport report, CancellationToken cancellationToken)
    {
        var asked = address;
        for (var hop = 0; ; hop++)
        {
            var response = await SendAsync(asked, prepare, cancellationToken);
            if (!Redirections.Contains(response.StatusCode))
            {
                return Parsed.Ok(response);
            }

            using (response)
            {
                var target = response.Headers.Location is { } location ? new Uri(asked, location) : null;
                if ((hop == options.Redirections ? $"plus de {options.Redirections} redirections de suite depuis {WebAddress.Shown(address)}" : Refusal(asked, target)) is { } refusal)
                {
                    return Parsed.Refused<HttpResponseMessage>(new Issue("*", IssueCodes.RedirectionRefusee, refusal));
                }

                asked = target ?? asked;
                report.Remark($"redirigé vers {WebAddress.Shown(asked)}");
            }
        }
    }

    public void Dispose() => client.Dispose();

    internal static string? Refusal(Uri from, Uri? to) => to switch
    {
        null => "redirection sans adresse",
        { Scheme: not ("http" or "https") } or { UserInfo.Length: > 0 } => $"redirection vers {to.Scheme}:",
        { Scheme: "http" } when from.Scheme == Uri.UriSchemeHttps => $"de https vers http : {WebAddress.Shown(to)}",
        _ => null,
    };

    private async Task<HttpResponseMessage> SendAsync(Uri address, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(options.LongestSilence);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        prepare(request);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
    }
}
