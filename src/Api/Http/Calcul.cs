using System.Globalization;
using System.Text;
using Maillage.Catalogue;

namespace Maillage.Api.Http;

/// <summary>What is computed of a record for one request: the member <c>calcul</c>, outside the published fields.</summary>
internal static class Calcul
{
    /// <summary>The member, with the comma before it.</summary>
    public static byte[] Of<TRecord>(Found<TRecord> found)
        where TRecord : class =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"calcul\":{{\"distance\":{Math.Round(found.Metres ?? double.NaN)}}}"));
}
