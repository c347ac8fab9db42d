using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Node;

namespace Sed.Exchange.Tests.Doors;

/// <summary>Everything that can be wrong with a package that an installation hands in, as parts and as one archive.</summary>
internal static class BadPackages
{
    private const string Passport = "DocInfo.xml";
    private static readonly Guid Nobody = new("0a710000-0000-4000-8000-00000000ffff");

    public static IReadOnlyList<BadPackage> All { get; } =
    [
        // ---- the form
        Parts("another media type", HttpProblemCodes.MediaTypeNotAccepted, _ => Raw("x", "text/plain")),
        Parts("no boundary", HttpProblemCodes.RequestInvalid, _ => Raw("x", "multipart/form-data")),
        Parts("a boundary too long", HttpProblemCodes.RequestInvalid, _ => Raw("x", $"multipart/form-data; boundary={new string('b', 200)}")),
        Parts("a body that is cut", HttpProblemCodes.RequestInvalid, _ => Raw("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nxyz", "multipart/form-data; boundary=b")),
        Parts("no part", HttpProblemCodes.RequestInvalid, _ => Raw("--b--\r\n", "multipart/form-data; boundary=b")),
        Parts("a part of another name", HttpProblemCodes.RequestInvalid, _ => Part("form-data; name=\"other\"; filename=\"a\"")),
        Parts("a part without Content-Disposition", HttpProblemCodes.RequestInvalid, _ => Raw("--b\r\nX: y\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b")),
        Parts("a Content-Disposition with an open quote", HttpProblemCodes.RequestInvalid, _ => Part("form-data; name=\"file\"; filename=\"a")),
        Parts("too many headers in a part", HttpProblemCodes.RequestInvalid, _ => Raw(
            $"--b\r\n{string.Concat(Enumerable.Range(0, 40).Select(index => $"X-{index}: y\r\n"))}\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b")),
        Parts("headers of a part too long", HttpProblemCodes.RequestInvalid, _ => Raw($"--b\r\nX: {new string('y', 20_000)}\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b")),
        Parts("text before the first part without end", HttpProblemCodes.RequestInvalid, _ => Raw(new string('p', 100_000), "multipart/form-data; boundary=b")),
        Parts("too many parts", ProblemCodes.TooLarge, _ => Files([.. Enumerable.Range(0, 21).Select(index => ($"f{index}", "x"u8.ToArray()))])),
        Parts("more octets than a package may have", ProblemCodes.TooLarge, _ => Files((Passport, new byte[2_100_000]))),

        // ---- names
        Parts("a file without a name", HttpProblemCodes.FileNameRefused, _ => Part("form-data; name=\"file\"")),
        Parts("a path in a name", HttpProblemCodes.FileNameRefused, _ => Part("form-data; name=\"file\"; filename=\"../../etc/passwd\"")),
        Parts("a drive in a name", HttpProblemCodes.FileNameRefused, _ => Part("form-data; name=\"file\"; filename=\"C:\\\\letter.pdf\"")),
        Parts("a folder for a name", HttpProblemCodes.FileNameRefused, _ => Part("form-data; name=\"file\"; filename=\"..\"")),
        Parts("a path in an extended name", HttpProblemCodes.FileNameRefused, _ => Part("form-data; name=\"file\"; filename*=utf-8''..%2Fpasswd")),
        Parts("a control character in a name", HttpProblemCodes.FileNameRefused, _ => Part("form-data; name=\"file\"; filename*=utf-8''a%0Ab")),
        Parts("a character in a name that XML does not have", HttpProblemCodes.FileNameRefused, _ => Part("form-data; name=\"file\"; filename*=utf-8''a%EF%BF%BE.txt")),
        Parts("a name that is not UTF-8", HttpProblemCodes.FileNameRefused, _ => Part("form-data; name=\"file\"; filename=\"\u00CF\u00E8\u00F1\u00FC\u00EC\u00EE\"")),
        Parts("an extended name that is not UTF-8", HttpProblemCodes.RequestInvalid, _ => Part("form-data; name=\"file\"; filename*=utf-8''%CF%E8")),
        Parts("a name of 256 letters", HttpProblemCodes.FileNameRefused, _ => Part($"form-data; name=\"file\"; filename=\"{new string('a', 256)}\"")),

        // ---- what is in it
        Parts("no passport", ProblemCodes.PackageInvalid, PackageCodes.NoPassport, _ => Files(("letter.txt", "x"u8.ToArray()))),
        Parts("two files of one name", ProblemCodes.PackageInvalid, PackageCodes.DuplicateFileName, node => Letter(node, files => files.Add(files[^1]))),
        Parts("a passport with a DTD", ProblemCodes.PackageInvalid, node => Letter(node, files => Change(files, "<DocInfo", "<!DOCTYPE DocInfo><DocInfo"))),
        Parts("a passport with an entity bomb", ProblemCodes.PackageInvalid, node => Letter(node, files => Change(
            files, "<DocInfo", "<!DOCTYPE DocInfo [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><DocInfo"))),
        Parts("a passport that is cut", ProblemCodes.PackageInvalid, node => Letter(node, files => Change(files, "</DocInfo>", ""))),
        Parts("a passport that nests without end", ProblemCodes.PackageInvalid, node => Letter(node, files => files[PassportAt(files)] = (
            Passport, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<DocInfo>", 20_000)))))),
        Parts("a sender that the client does not speak for", ProblemCodes.SenderMismatch, node => Letter(node, files => Change(
            files, SevIndex.Text(DemoRegion.Government.Id), SevIndex.Text(DemoRegion.Efremov.Id)))),
        Parts("a sender that the directory does not know", ProblemCodes.SenderUnknown, node => Letter(node, files => Change(
            files, SevIndex.Text(DemoRegion.Government.Id), SevIndex.Text(Nobody)))),
        Parts("a recipient that the directory does not know", ProblemCodes.RecipientUnknown, node => Letter(node, files => Change(
            files, SevIndex.Text(DemoRegion.MoscowOffice.Id), SevIndex.Text(Nobody)))),
        Parts("an official's signature that is wrong", ProblemCodes.DocumentSignatureFailed, node => Letter(node, files =>
        {
            var at = files.FindIndex(file => file.Name.EndsWith(".pdf", StringComparison.Ordinal));
            files[at] = (files[at].Name, "%PDF-1.4 altered"u8.ToArray());
        })),

        // ---- one archive
        Zip("not a ZIP", HttpProblemCodes.RequestInvalid, FindingCodes.ZipDamaged, _ => "PK, but nothing more"u8.ToArray()),
        Zip("nothing at all", HttpProblemCodes.RequestInvalid, FindingCodes.ZipDamaged, _ => []),
        Zip("a ZIP that is cut", HttpProblemCodes.RequestInvalid, FindingCodes.ZipDamaged, zip => zip[..^30]),
        Zip("a local header that says otherwise", HttpProblemCodes.RequestInvalid, FindingCodes.ZipAmbiguous, zip => Patch(zip, Forgery.Find(zip, ZipFormat.LocalSignature, 1) + 30, 1)),
        Zip("two records for one place", HttpProblemCodes.RequestInvalid, FindingCodes.ZipAmbiguous, zip => Copy(
            zip, Forgery.Find(zip, ZipFormat.CentralSignature) + 42, Forgery.Find(zip, ZipFormat.CentralSignature, 1) + 42, 4)),
        Zip("an encrypted entry", HttpProblemCodes.RequestInvalid, FindingCodes.ZipForbidden, zip => Patch(zip, Forgery.Find(zip, ZipFormat.CentralSignature) + 8, 1)),
        Zip("a compression method that is none of two", HttpProblemCodes.RequestInvalid, FindingCodes.ZipForbidden, zip => Patch(zip, Forgery.Find(zip, ZipFormat.CentralSignature) + 10, 4)),
        Zip("a symbolic link", HttpProblemCodes.RequestInvalid, FindingCodes.ZipForbidden, zip => Or(zip, Forgery.Find(zip, ZipFormat.CentralSignature) + 41, 0xA0)),
        Zip("a checksum that is wrong", HttpProblemCodes.RequestInvalid, FindingCodes.ZipDamaged, zip => Patch(
            Patch(zip, Forgery.Find(zip, ZipFormat.CentralSignature) + 16, 1), Forgery.Find(zip, ZipFormat.LocalSignature) + 14, 1)),
        Zip("ZIP64 that is not there", HttpProblemCodes.RequestInvalid, FindingCodes.ZipAmbiguous, zip => Patch(zip, Forgery.Find(zip, ZipFormat.EndSignature) + 19, 0xFF)),
        Entries("two entries of one name", HttpProblemCodes.RequestInvalid, FindingCodes.ZipAmbiguous, [(Passport, "1"u8.ToArray()), (Passport, "2"u8.ToArray())]),
        Entries("NFC and NFD twins", HttpProblemCodes.RequestInvalid, FindingCodes.ZipAmbiguous, [("й.txt", "1"u8.ToArray()), ("\u0438\u0306.txt", "2"u8.ToArray())]),
        Entries("a path in a name", HttpProblemCodes.FileNameRefused, FindingCodes.ZipForbidden, [("../letter.pdf", "1"u8.ToArray())]),
        Entries("a drive in a name", HttpProblemCodes.FileNameRefused, FindingCodes.ZipForbidden, [("C:letter.pdf", "1"u8.ToArray())]),
        Entries("a folder", HttpProblemCodes.FileNameRefused, null, [("folder/letter.pdf", "1"u8.ToArray())]),
        Entries("a bomb", ProblemCodes.TooLarge, FindingCodes.LimitExceeded, [(Passport, new byte[50_000_000])]),
        Entries("a bomb of many parts", ProblemCodes.TooLarge, FindingCodes.LimitExceeded, [.. Enumerable.Range(0, 10).Select(index => ($"f{index}", new byte[1_000_000]))]),
        Entries("more entries than files may be", ProblemCodes.TooLarge, FindingCodes.LimitExceeded, [.. Enumerable.Range(0, 30).Select(index => ($"f{index}", "x"u8.ToArray()))]),
    ];

    /// <summary>Names that are hard and right: taken, both ways.</summary>
    public static IReadOnlyList<string> HardNames { get; } = [new string('ы', 130) + ".pdf", "Письмо [1] (копия) 100%.txt", "%2e%2e%2fletter.txt", "CON.txt", "a+b;c='d'.txt", "say \"hi\".txt"];

    /// <summary>A letter of the government to its office, with more files.</summary>
    public static HttpContent LetterWith(RunningNode node, IEnumerable<string> names, bool asZip)
    {
        List<(string Name, byte[] Octets)> files = [.. node.NewLetter(Guid.NewGuid().ToString("N")[..12]).Files.Select(file => (file.Name, ReadAll(file)))];
        files.AddRange(names.Select((name, index) => (name, Encoding.UTF8.GetBytes($"file {index}"))));
        return asZip ? Archive(Pack(files)) : Files([.. files]);
    }

    private static BadPackage Parts(string name, string code, Func<RunningNode, HttpContent> make) => new(Door.Package, name, code, null, make);

    private static BadPackage Parts(string name, string code, string finding, Func<RunningNode, HttpContent> make) => new(Door.Package, name, code, finding, make);

    private static BadPackage Zip(string name, string code, string finding, Func<byte[], byte[]> spoil) =>
        new(Door.Archive, name, code, finding, _ => Archive(spoil(Pack([(Passport, "<DocInfo/>"u8.ToArray()), ("letter.pdf", "%PDF"u8.ToArray())]))));

    private static BadPackage Entries(string name, string code, string? finding, (string, byte[])[] entries) => new(Door.Archive, name, code, finding, _ => Archive(Pack(entries)));

    private static MultipartFormDataContent Files(params (string Name, byte[] Octets)[] files)
    {
        var body = new MultipartFormDataContent("b");
        foreach (var (name, octets) in files)
        {
            var part = new ByteArrayContent(octets);
            var escaped = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name)).Replace("\"", "\\\"", StringComparison.Ordinal);
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{escaped}\"");
            body.Add(part);
        }

        return body;
    }

    private static MultipartFormDataContent Part(string disposition)
    {
        var body = new MultipartFormDataContent("b");
        var part = new ByteArrayContent("x"u8.ToArray());
        part.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        body.Add(part);
        return body;
    }

    private static ByteArrayContent Raw(string text, string type)
    {
        var body = new ByteArrayContent(Encoding.Latin1.GetBytes(text));
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        return body;
    }

    private static MultipartFormDataContent Letter(RunningNode node, Action<List<(string Name, byte[] Octets)>> change)
    {
        List<(string Name, byte[] Octets)> files = [.. node.NewLetter("П-1").Files.Select(file => (file.Name, ReadAll(file)))];
        change(files);
        return Files([.. files]);
    }

    private static int PassportAt(List<(string Name, byte[] Octets)> files) => files.FindIndex(file => file.Name == Passport);

    private static void Change(List<(string Name, byte[] Octets)> files, string text, string by)
    {
        var at = PassportAt(files);
        var before = Encoding.UTF8.GetString(files[at].Octets);
        Assert.Contains(text, before, StringComparison.OrdinalIgnoreCase);
        files[at] = (Passport, Encoding.UTF8.GetBytes(before.Replace(text, by, StringComparison.OrdinalIgnoreCase)));
    }

    private static byte[] ReadAll(OutboundFile file)
    {
        using var octets = new MemoryStream();
        using (var from = file.Open()) from.CopyTo(octets);
        return octets.ToArray();
    }

    private static byte[] Pack(IEnumerable<(string Name, byte[] Octets)> files)
    {
        using var octets = new MemoryStream();
        using (var zip = new ZipArchive(octets, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }

        return octets.ToArray();
    }

    private static ByteArrayContent Archive(byte[] zip)
    {
        var body = new ByteArrayContent(zip);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return body;
    }

    private static byte[] Patch(byte[] octets, int at, byte mask)
    {
        var patched = octets.ToArray();
        patched[at] ^= mask;
        return patched;
    }

    private static byte[] Or(byte[] octets, int at, byte value)
    {
        var patched = octets.ToArray();
        patched[at] = value;
        return patched;
    }

    private static byte[] Copy(byte[] octets, int from, int to, int count)
    {
        var patched = octets.ToArray();
        octets.AsSpan(from, count).CopyTo(patched.AsSpan(to));
        return patched;
    }
}
