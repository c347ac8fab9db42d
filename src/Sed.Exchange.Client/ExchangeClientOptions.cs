using System.Security.Cryptography.X509Certificates;

namespace Sed.Exchange.Client;

/// <summary>How an installation reaches its node and proves who it is.</summary>
public sealed record ExchangeClientOptions
{
    /// <summary>
    /// Base address of the node's API listener, <c>https://host:port</c>. Plain <c>http</c> is taken on loopback only, because
    /// the API key would travel in the clear.
    /// </summary>
    public required Uri Address { get; init; }

    /// <summary>The key that <c>sedx client add</c> printed once: <c>sedx_</c> and 43 characters. Null with <see cref="ClientCertificate"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A certificate with its private key, registered by <c>sedx client add --certificate</c>. Null with <see cref="ApiKey"/>.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>
    /// SHA-256 of the server certificate's SubjectPublicKeyInfo, hexadecimal. Set: exactly this key is trusted, whatever the
    /// certificate's names, dates and issuer. Use it when the node's certificate comes from no authority you have.
    /// </summary>
    public string? ServerPin { get; init; }

    /// <summary>
    /// PEM file of the authorities that may have issued the server's certificate, instead of the machine's. Names and dates are checked.
    /// Ignored with <see cref="ServerPin"/>.
    /// </summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Language of problems and verdicts: <c>ru</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "ru";

    /// <summary>
    /// Tries of one call, the first included; 1 switches repeating off. Only calls that do the same when made twice are repeated,
    /// and only after a failed connection or an answer that says "not now".
    /// </summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Pause before the second try; doubles with each further one. <c>Retry-After</c> of the node outranks it.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A node that asks for a longer pause than this is believed: the call fails at once, the caller plans the next one.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Time for one try without transfer; what is sent adds its transfer time at 256 KiB/s. Also the longest silence within an answer, whoever reads it:
    /// a large one may last as long as octets come.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Octets from which something goes in pieces (tus), so that a cut connection costs what was under way and not the whole; something smaller goes so, from
    /// 256 KiB on, after a try that was cut or too late, unless <see cref="Attempts"/> is 1. <see cref="long.MaxValue"/> switches both off.
    /// </summary>
    public long ResumableFrom { get; init; } = 16 * 1024 * 1024;

    /// <summary>The clock of pauses and timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
