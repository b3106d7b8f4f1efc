using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Http;

/// <summary>The header that carries the token of a source. It goes to the host that the declaration names, and to no other.</summary>
internal sealed partial class TokenHeader
{
    /// <summary>What is sent unless the declaration says otherwise (RFC 6750 §2.1).</summary>
    public const string UnlessSaid = "Authorization: Bearer " + Mark;

    private const string Mark = "{jeton}";
    private readonly string name;
    private readonly string value;
    private readonly string host;

    private TokenHeader(string name, string value, string host)
    {
        this.name = name;
        this.value = value;
        this.host = host;
    }

    /// <summary>True for « Name: value with {jeton} ».</summary>
    public static bool IsReadable(string header) => Form().IsMatch(header) && header.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The header of a source; nothing when it needs none, an issue when its token is not there.</summary>
    public static Parsed<TokenHeader> Of(FetchKeys keys, Uri address)
    {
        if (keys.Jeton is not { } variable)
        {
            return Parsed.Nothing<TokenHeader>();
        }

        var token = Environment.GetEnvironmentVariable(variable)?.Trim() ?? "";
        if (token.Length == 0 || token.Any(c => char.IsControl(c) || c > 126))
        {
            return Parsed.Refused<TokenHeader>(new Issue("jeton", IssueCodes.JetonAbsent, variable));
        }

        var form = Form().Match(keys.EnteteJeton ?? UnlessSaid);
        return Parsed.Ok(new TokenHeader(form.Groups["name"].Value, form.Groups["value"].Value.Replace(Mark, token, StringComparison.Ordinal), address.Authority));
    }

    /// <summary>Puts it on a request to its host.</summary>
    public void Sign(HttpRequestMessage request)
    {
        if (request.RequestUri?.Authority == host)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    [GeneratedRegex(@"\A(?<name>[A-Za-z0-9-]+):\s*(?<value>[\x21-\x7E][\x20-\x7E]*)\z")]
    private static partial Regex Form();
}
