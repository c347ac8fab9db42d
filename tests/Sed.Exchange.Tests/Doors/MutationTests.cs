using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Exchange;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Foreign;
using Sed.Exchange.Tests.Node;

namespace Sed.Exchange.Tests.Doors;

/// <summary>
/// Readers at the doors meet spoiled forms of what they take: none throws, none stands still, none calls right what was changed. The seed is new in
/// every run and named when it fails.
/// </summary>
public sealed class MutationTests(RunningNode node) : IClassFixture<RunningNode>
{
    // Of one reader; with SEDX_LONG=1 a minute.
    private static readonly TimeSpan Budget = Environment.GetEnvironmentVariable("SEDX_LONG") == "1" ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(0.3);

    // Of one reading, on a machine that does many other things.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly Town Ecdsa = new(Suite.Ecdsa);
    private static readonly Town Gost = new(Suite.Gost256);

    private static readonly IReadOnlyDictionary<string, (Func<byte[]> Right, Func<byte[], bool> Passes)> Readers = new Dictionary<string, (Func<byte[]>, Func<byte[], bool>)>
    {
        ["a container with XAdES"] = (() => Ecdsa.SealContainer(), octets => Town.Open(octets, Ecdsa.Directory).Verdict.Result == VerdictResult.Passed),
        ["a container with CAdES"] = (() => Gost.SealContainer(), octets => Town.Open(octets, Gost.Directory).Verdict.Result == VerdictResult.Passed),
        ["the envelope of a container"] = (() => Forgery.Entry(Ecdsa.SealContainer(), ContainerLayout.EnvelopeEntry), octets =>
        {
            Town.Open(WithEnvelope(octets), Ecdsa.Directory);
            return false;
        }
        ),
        ["a receipt"] = (() => ReceiptFile.Write(Ecdsa.Receipt(), Ecdsa.NodeKey), octets => ReceiptFile.Open(octets, Ecdsa.Directory, Town.Now).Verdict.Result == VerdictResult.Passed),
        ["a directory"] = (() => DirectoryFile.Write(Ecdsa.Directory, Ecdsa.DirectoryKey, Town.SentAt), octets =>
            DirectoryFile.Open(octets, Ecdsa.DirectoryKey.Certificate.Thumbprint, null, Town.Now).Verdict.Result == VerdictResult.Passed),
        ["an archive of others"] = (() => Forgery.PutTogether([("a.txt", new byte[100]), ("b.txt", "letter"u8.ToArray())]), octets =>
        {
            var reading = ZipReader.Read(new MemoryStream(octets), ZipRules.Foreign, CancellationToken.None);
            _ = reading.Fault ?? reading.CheckContents(CancellationToken.None);
            return false;
        }
        ),
        ["XML that others signed"] = (() => Encoding.UTF8.GetBytes(Signing.Enveloped("<order Id=\"o\"><sum>100</sum></order>", "#o")), octets =>
        {
            var verdict = SignedXmlDocument.Verify(octets, new ForeignXmlRequest { Question = new PathQuestion { At = Town.Now, IsAsked = false } });
            return verdict.Result == VerdictResult.Passed && !SaysTheSame(octets);
        }
        ),
        ["a signature of an official"] = (() => DocumentSignature.Sign(new MemoryStream("letter"u8.ToArray()), Gost.Seal, Town.SentAt), octets =>
        {
            DocumentSignature.Verify(new MemoryStream("letter"u8.ToArray()), octets, "s", "f", null, Town.Now);
            return false;
        }
        ),
        ["a container of others with XAdES"] = (() => Asic.Zip(Asic.Letters(cades: false)), octets => Asic.Judge(octets).Result == VerdictResult.Passed && !HoldsTheLetters(octets)),
        ["a container of others with CAdES"] = (() => Asic.Zip(Asic.Letters(cades: true)), octets => Asic.Judge(octets).Result == VerdictResult.Passed && !HoldsTheLetters(octets)),
        ["a Content-Disposition"] = (() => "form-data; name=\"file\"; filename=\"a \\\"b\\\".txt\"; filename*=utf-8''%D0%B0.txt"u8.ToArray(), octets =>
        {
            ContentDisposition.Parse(Encoding.Latin1.GetString(octets));
            return false;
        }
        ),
        ["the headers of a container"] = (() => Encoding.ASCII.GetBytes($"{Town.MessageId}|{Town.Sender}|{Town.Recipient}|region,town|7|sha-256=:{Convert.ToBase64String(new byte[32])}:"), octets =>
        {
            var parts = Encoding.Latin1.GetString(octets).Split('|');
            var headers = new HeaderDictionary();
            string[] names = ["Sed-Message-Id", "Sed-Sender", "Sed-Recipients", "Sed-Path", "Sed-Directory", "Content-Digest"];
            foreach (var (name, value) in names.Zip(parts)) headers[name] = value;
            ContainerHeaders.Read(headers, WireHeaders.ContentDigest, out _);
            return false;
        }
        ),
    };

    public static TheoryData<string> Names => new(Readers.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reader_judges_whatever_it_is_given(string name)
    {
        var (makeRight, passes) = Readers[name];
        var right = makeRight();
        var seed = Random.Shared.Next();
        var mutant = new Mutant(seed);
        var clock = Stopwatch.StartNew();
        for (var number = 0; clock.Elapsed < Budget; number++)
        {
            var octets = mutant.Of(right);
            var started = clock.Elapsed;
            var passed = false;
            var accident = Record.Exception(() => passed = passes(octets));
            Assert.True(accident is null, $"seed {seed}, mutant {number}: {accident}");
            Assert.False(passed, $"seed {seed}, mutant {number} is called right: {Convert.ToBase64String(octets)}");
            Assert.True(clock.Elapsed - started < Longest, $"seed {seed}, mutant {number} took {clock.Elapsed - started}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_spoiled_upload_never_ends_in_a_defect(bool asZip)
    {
        using var http = node.Http(node.GovernmentKey);
        using var right = BadPackages.LetterWith(node, ["letter [1].txt"], asZip);
        var type = right.Headers.ContentType!.ToString();
        var octets = await right.ReadAsByteArrayAsync();
        var seed = Random.Shared.Next();
        var mutant = new Mutant(seed);
        var clock = Stopwatch.StartNew();
        for (var number = 0; clock.Elapsed < Budget * 2; number++)
        {
            using var body = new ByteArrayContent(mutant.Of(octets));
            body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await http.PostAsync("/api/v1/packages/check", body);
            Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"seed {seed}, mutant {number}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    // What is passed must still say what was signed, however it is spelled: the same elements, attributes and text beside the signature.
    private static bool HoldsTheLetters(byte[] octets)
    {
        var reading = ZipReader.Read(new MemoryStream(octets), ZipRules.Foreign with { AllowBareUtf8 = true }, CancellationToken.None);
        var files = reading.Entries.Where(entry => !entry.IsFolder && entry.Name != "mimetype" && !entry.Name.StartsWith("META-INF/", StringComparison.Ordinal));
        return files.All(entry => Asic.Letters(cades: false).Any(letter => letter.Name == entry.Name && letter.Content.AsSpan().SequenceEqual(reading.ReadAll(entry))));
    }

    private static bool SaysTheSame(byte[] octets)
    {
        var order = XDocument.Load(new MemoryStream(octets)).Root!;
        return order.Name == "order"
            && order.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => (attribute.Name.ToString(), attribute.Value)).SequenceEqual([("Id", "o")])
            && order.Elements().Select(element => element.Name.LocalName).SequenceEqual(["sum", "Signature"])
            && order.Element("sum")!.Value == "100"
            && order.Nodes().OfType<XText>().All(text => text.Value.Length == 0)
            && order.Element("sum")!.Attributes().All(attribute => attribute.IsNamespaceDeclaration);
    }

    // Sealed rightly over whatever the envelope is: what a faulty sender could make. It may even be right, so nothing is called wrong here.
    private static byte[] WithEnvelope(byte[] envelope) => Forgery.SealWithEnvelope(Ecdsa.SealContainer(), Ecdsa.Seal, envelope);
}
