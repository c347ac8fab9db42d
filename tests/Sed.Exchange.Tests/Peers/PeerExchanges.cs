using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Peers;

/// <summary>What tests of the wire to a peer send, let it answer, and say of its answers.</summary>
internal static class PeerExchanges
{
    public static ContainerTransfer Transfer(byte[] octets) => new(
        Rows.Id(7),
        Rows.Id(8),
        [Rows.Id(1), Rows.Id(2)],
        ["tula", "efremov"],
        42,
        new DigestValue("sha-256", SHA256.HashData(octets)),
        octets.Length,
        _ => Task.FromResult<Stream>(new MemoryStream(octets)));

    public static RequestDelegate Respond(int status, string content) => async context =>
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = status;
        if (content.Length > 0) await context.Response.WriteAsync(content);
    };

    public static string Describe(PeerAnswer answer) => answer switch
    {
        PeerAnswer.Temporary { RetryAfter: { } pause } temporary => $"Temporary {temporary.Code} {pause.TotalSeconds:F0}",
        PeerAnswer.Temporary temporary => $"Temporary {temporary.Code}",
        PeerAnswer.Rejected rejected => $"Rejected {rejected.Code}",
        PeerAnswer.Answered answered => $"Answered {answered.Receipts.Count}",
        _ => throw new InvalidOperationException(),
    };

    public static string? Detail(PeerAnswer answer) => answer switch
    {
        PeerAnswer.Temporary temporary => temporary.Detail,
        PeerAnswer.Rejected rejected => rejected.Detail,
        _ => null,
    };
}
