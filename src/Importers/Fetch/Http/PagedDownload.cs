using System.Globalization;
using Maillage.Importers.Fetch.Archives;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Http;

/// <summary>Downloads a list page by page: a file for each, in a folder.</summary>
internal sealed class PagedDownload(Download download, FetcherOptions options)
{
    // A page is read whole to know what follows it.
    private const long MostBytesOfAPage = 64L << 20;

    /// <param name="style">How the pages follow one another.</param>
    /// <param name="order">The list; what receives it is a folder, not there yet.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<Attempt> RunAsync(PageStyle style, DownloadOrder order, CancellationToken cancellationToken)
    {
        var folder = order.Partial;
        Directory.CreateDirectory(folder);
        var address = style.First(order.Address);
        long received = 0;
        long bytes = 0;
        long? announced = null;
        HashSet<string> asked = [];
        for (var page = 1; page <= options.Pages; page++)
        {
            if (!asked.Add(address.AbsoluteUri))
            {
                return Broken($"la page {page - 1} renvoie à une page déjà lue");
            }

            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"page-{page:D6}.json"));
            var (answer, failure) = await PageAsync(order with { Address = address, Partial = path, MostBytes = Math.Min(order.MostBytes - bytes, MostBytesOfAPage), Progress = (_, _) => { } }, cancellationToken);
            if (failure is { IsBeyondTheEnd: true } && page > 1)
            {
                return received < announced ? Broken($"{received} fiches reçues sur {announced}") : Attempt.Whole;
            }

            if (answer is null)
            {
                return failure ?? Broken($"page {page}");
            }

            received += answer.Count;
            bytes += new FileInfo(path).Length;
            announced = announced is { } before && answer.Total is { } now ? Math.Min(before, now) : answer.Total;
            order.Progress(received, announced);
            if (style.Next(new PageState(order.Address, page, received, answer)) is not { } next)
            {
                return received < announced ? Broken($"{received} fiches reçues sur {announced}")
                    : page < answer.Pages ? Broken($"la page {page} est vide, {answer.Pages} pages sont annoncées")
                    : Attempt.Whole;
            }

            if (Following(order.Address, next) is not { } following)
            {
                return Attempt.GiveUp(IssueCodes.RedirectionRefusee, $"la page {page} renvoie vers un autre serveur");
            }

            address = following;
        }

        return Broken($"plus de {options.Pages} pages");
    }

    private async Task<(PageAnswer? Answer, Attempt? Failure)> PageAsync(DownloadOrder order, CancellationToken cancellationToken)
    {
        var ended = await download.RunAsync(order, cancellationToken);
        if (ended.Failure is not null)
        {
            return (null, ended);
        }

        var memory = CopyMemory.Load(order.Memory);
        File.Delete(order.Memory);
        if (memory?.Encodage is { } coding && ContentCodings.Decode(order.Partial, coding, new ArchiveLimits { Bytes = order.MostBytes }) is { } undecodable)
        {
            return (null, new Attempt(undecodable));
        }

        await using var file = File.OpenRead(order.Partial);
        var page = PageAnswer.Read(file);
        return (page.Value, new Attempt(page.Issue));
    }

    private static Attempt Broken(string why) => Attempt.GiveUp(IssueCodes.PagesIncompletes, why);

    // The token of the source goes with it: the same server only. Behind a proxy, some write http where they are asked by https.
    private static Uri? Following(Uri start, string next) =>
        Uri.TryCreate(start, next, out var address) && address.Host == start.Host
            ? new UriBuilder(address) { Scheme = start.Scheme, Port = start.Port }.Uri
            : null;
}
