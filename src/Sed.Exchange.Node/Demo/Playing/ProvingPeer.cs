using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>
/// The node of the directory that the demo plays itself: seals containers with its organisation's seal, posts them to the region's node as any
/// peer would, over mutual TLS, and verifies the receipts it is answered.
/// </summary>
internal sealed class ProvingPeer : IDisposable
{
    private readonly MadeNode _self;
    private readonly MadeNode _target;
    private readonly ExchangeDirectory _directory;
    private readonly SigningKey _seal;
    private readonly X509Certificate2 _tls;
    private readonly HttpClient _http;
    private readonly Observations _observations;
    private readonly TimeProvider _time;

    public ProvingPeer(MadeRegion region, Observations observations, TimeProvider time)
    {
        _self = region.Node(DemoRegion.ProvingNode);
        _target = region.Node(DemoRegion.TulaNode);
        _directory = region.Directory;
        _observations = observations;
        _time = time;
        _seal = _self.SealOf(DemoRegion.ProvingStand.Id).Open();
        _tls = X509CertificateLoader.LoadPkcs12FromFile(_self.Tls.File, _self.Tls.ReadPassword());
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                ClientCertificates = [_tls],
                RemoteCertificateValidationCallback = (_, certificate, _, _) => Pin.Matches(certificate, _target.TlsPin),
            },
        })
        {
            BaseAddress = _target.Exchange,
        };
    }

    /// <summary>Seals a letter for one recipient.</summary>
    public (Guid MessageId, byte[] Container) Seal(Letter letter, Guid recipient, CancellationToken cancel)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
        var files = letter.Files.Select(file => new PackageFile(file.Name, file.Length, file.Open)).ToList();
        var facts = PackageReader.Read(files, PackageLimits.Default).Facts ?? throw new DemoException("The demo's own letter cannot be read.");
        var draft = new Envelope
        {
            MessageId = Guid.CreateVersion7(now),
            Sender = DemoRegion.ProvingStand.Id,
            SenderNode = _self.Id,
            Recipients = [recipient],
            SentAt = now,
            DeliverBy = now.AddHours(72),
            PackageFormat = facts.Format,
            Kind = EnvelopeKind.Document,
            PackageMessageId = facts.MessageId,
            DocumentUid = facts.DocumentUid,
            ReturnCode = facts.ReturnCode,
            AccessMark = facts.AccessMark,
            Files = [],
        };
        using var container = new MemoryStream();
        ContainerFile.Write(container, draft, files, _seal, cancel);
        return (draft.MessageId, container.ToArray());
    }

    /// <summary>Posts octets as the container of a message, with a Content-Digest that is right for exactly these octets.</summary>
    /// <returns>The receipt that the node answered, its signature verified.</returns>
    /// <exception cref="DemoException">No receipt came, or one that does not verify or is about something else.</exception>
    public async Task<PeerTold> PostAsync(Guid messageId, byte[] octets, Guid recipient, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/exchange/v1/containers") { Content = new ByteArrayContent(octets) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-e+zip");
        request.Content.Headers.Add(WireHeaders.ContentDigest, $"sha-256=:{Convert.ToBase64String(SHA256.HashData(octets))}:");
        request.Headers.Add(WireHeaders.MessageId, messageId.ToString());
        request.Headers.Add(WireHeaders.Sender, DemoRegion.ProvingStand.Id.ToString());
        request.Headers.Add(WireHeaders.Recipients, recipient.ToString());
        request.Headers.Add(WireHeaders.Path, _self.Id);
        request.Headers.Add(WireHeaders.Directory, _directory.Serial.ToString(CultureInfo.InvariantCulture));
        using var response = await _http.SendAsync(request, cancel);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new DemoException($"{_target.Id} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancel)}");

        var answer = await response.Content.ReadFromJsonAsync<ContainerAnswer>(cancel);
        var bytes = answer is { Receipts: [var only] } && only.Recipient == recipient
            ? Convert.FromBase64String(only.Receipt)
            : throw new DemoException($"{_target.Id} did not answer exactly one receipt for the one recipient named.");
        var opened = ReceiptFile.Open(bytes, _directory, _time.GetUtcNow());
        if (opened.Verdict.Result != VerdictResult.Passed || opened.Receipt is not { } receipt)
            throw new DemoException($"The receipt of {_target.Id} does not verify: {opened.Verdict.FirstFailure?.Code}.");
        if (receipt.MessageId != messageId || receipt.Recipient != recipient || receipt.Container != DigestOf(octets, receipt.Container.Algorithm))
            throw new DemoException($"The receipt of {_target.Id} is about something else than what was posted.");
        var told = new PeerTold(_target.Id, receipt, bytes);
        _observations.Add(told);
        return told;
    }

    private static DigestValue DigestOf(byte[] octets, string algorithm)
    {
        using var digester = Suite.FindDigester(algorithm) ?? throw new DemoException($"No suite has the digest {algorithm}.");
        digester.Append(octets);
        return digester.Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _tls.Dispose();
    }

    private sealed record ContainerAnswer(IReadOnlyList<AnsweredReceipt> Receipts);

    private sealed record AnsweredReceipt(Guid Recipient, string Kind, string Receipt);
}
