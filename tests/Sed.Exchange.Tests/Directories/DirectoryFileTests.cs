using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Directories;

public sealed class DirectoryFileTests
{
    private static readonly Town Place = new(Suite.Gost256);

    [Theory]
    [MemberData(nameof(Authorities.SuiteNames), MemberType = typeof(Authorities))]
    public void A_directory_says_what_was_written(string suite)
    {
        var town = new Town(Suite.Find(suite)!);
        var written = new ExchangeDirectory
        {
            Serial = 9,
            IssuedAt = Town.SentAt,
            Expires = Town.SentAt.AddDays(30),
            Keys = new DirectoryKeys(town.DirectoryKey.Certificate, town.Seal.Certificate, town.NodeKey.Certificate),
            Organisations =
            [
                .. town.Directory.Organisations,
                new Organisation
                {
                    Id = new Guid("0193a000-0000-7000-8000-00000000000d"), Name = "Лобановское & Ко", ShortName = "Л", Ogrn = "1999900000010", Inn = "9999000013", Oktmo = "70714000",
                    ValidFrom = Authorities.NotBefore, ValidTo = Town.SentAt, Parent = Town.Sender, Successors = [Town.Sender, Town.Recipient], Node = "town",
                },
            ],
            Nodes = [.. town.Directory.Nodes, town.Directory.Nodes[1] with { Id = "leaf", Parent = "town", ThroughParentOnly = true, MaxContainerBytes = 1, MayRelay = ["ДСП"] }],
        };

        var opened = DirectoryFile.Open(DirectoryFile.Write(written, town.DirectoryKey, Town.Now), town.DirectoryKey.Certificate.Thumbprint, null, Town.Now);

        Assert.True(opened.Verdict.Result == VerdictResult.Passed, string.Join("; ", opened.Verdict.AllFindings()));
        var read = opened.Directory!;
        Assert.Equal((written.Serial, written.IssuedAt, written.Expires, written.Keys), (read.Serial, read.IssuedAt, read.Expires, read.Keys));
        Assert.Equal(Shown(written), Shown(read));
    }

    [Fact]
    public void The_first_directory_is_trusted_by_a_fingerprint_as_people_copy_it()
    {
        var thumbprint = Place.DirectoryKey.Certificate.Thumbprint;
        var colons = string.Join(':', Enumerable.Range(0, 32).Select(i => thumbprint.Substring(2 * i, 2))).ToUpperInvariant();
        Assert.Equal(VerdictResult.Passed, Open(fingerprint: colons).Result);
        Assert.Equal(FindingCodes.DirectoryKeyWrong, Open(fingerprint: new string('0', 64)).FirstFailure!.Code);
        Assert.Equal(FindingCodes.DirectoryKeyWrong, Open(fingerprint: "").FirstFailure!.Code);
        Assert.Equal(VerdictResult.Indeterminate, Open().Result);
        Assert.Equal(VerdictResult.Passed, DirectoryFile.OpenCryptoOnly(DirectoryFile.Write(Place.Directory, Place.DirectoryKey, Town.Now), Town.Now).Verdict.Result);
    }

    [Fact]
    public void The_next_directory_is_trusted_by_the_keys_of_the_one_before()
    {
        Assert.Equal(VerdictResult.Passed, Open(previous: Issue(6, Place.DirectoryKey)).Result);
        Assert.Equal(VerdictResult.Passed, Open(previous: Issue(6, Place.Stranger, next: Place.DirectoryKey)).Result);
        Assert.Equal(VerdictResult.Passed, Open(previous: Issue(6, Place.Stranger, recovery: Place.DirectoryKey)).Result);
        Assert.Equal(FindingCodes.DirectoryKeyWrong, Open(previous: Issue(6, Place.Stranger)).FirstFailure!.Code);
    }

    [Fact]
    public void An_earlier_directory_never_comes_back()
    {
        Assert.Equal(FindingCodes.DirectoryNotNewer, Open(previous: Issue(7, Place.DirectoryKey)).FirstFailure!.Code);
        Assert.Equal(FindingCodes.DirectoryNotNewer, Open(previous: Issue(8, Place.DirectoryKey)).FirstFailure!.Code);
        // Also not by the fingerprint that was right at the beginning.
        Assert.Equal(FindingCodes.DirectoryNotNewer, Open(Place.DirectoryKey.Certificate.Thumbprint, Issue(8, Place.DirectoryKey)).FirstFailure!.Code);
    }

    [Fact]
    public void An_expired_directory_raises_an_alarm_and_stops_no_mail()
    {
        var file = DirectoryFile.Write(Place.Directory, Place.DirectoryKey, Town.Now);
        var verdict = DirectoryFile.Open(file, Place.DirectoryKey.Certificate.Thumbprint, null, Place.Directory.Expires).Verdict;
        Assert.Equal(VerdictResult.Passed, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding is { Code: FindingCodes.DirectoryExpired, Result: VerdictResult.Indeterminate });
    }

    [Fact]
    public void A_directory_with_one_octet_altered_is_never_passed()
    {
        var file = DirectoryFile.Write(Place.Directory, Place.DirectoryKey, Town.Now);
        for (var at = 0; at < file.Length; at += 17)
        {
            file[at] ^= 0x01;
            var opened = DirectoryFile.Open(file, Place.DirectoryKey.Certificate.Thumbprint, null, Town.Now);
            Assert.NotEqual(VerdictResult.Passed, opened.Verdict.Result);
            Assert.Null(opened.Directory);
            file[at] ^= 0x01;
        }
    }

    [Fact]
    public void Only_the_current_key_signs() =>
        Assert.Throws<ArgumentException>(() => DirectoryFile.Write(Place.Directory, Place.Stranger, Town.Now));

    [Fact]
    public void Rows_that_lead_nowhere_or_in_circles_are_refused()
    {
        var nodes = Place.Directory.Nodes;
        var rows = Place.Directory.Organisations;
        Refused(nodes: [nodes[0] with { Parent = "town" }, nodes[1]]);
        Refused(nodes: [nodes[0] with { Parent = "region" }, nodes[1]]);
        Refused(nodes: [nodes[0], nodes[1] with { Parent = "nowhere" }]);
        Refused(nodes: [nodes[0], nodes[0]]);
        Refused(nodes: [nodes[0] with { ThroughParentOnly = true }, nodes[1]]);
        Refused(nodes: [nodes[0]]);
        Refused(organisations: [rows[0], rows[0]]);
        Refused(organisations: [rows[0] with { ValidTo = rows[0].ValidFrom }]);
    }

    private static void Refused(IReadOnlyList<NodeEntry>? nodes = null, IReadOnlyList<Organisation>? organisations = null) =>
        Assert.Throws<ArgumentException>(() => DirectoryFile.Write(
            new ExchangeDirectory
            {
                Serial = 1,
                IssuedAt = Authorities.NotBefore,
                Expires = Authorities.NotAfter,
                Keys = Place.Directory.Keys,
                Nodes = nodes ?? Place.Directory.Nodes,
                Organisations = organisations ?? Place.Directory.Organisations,
            },
            Place.DirectoryKey,
            Town.Now));

    private static Verdict Open(string? fingerprint = null, ExchangeDirectory? previous = null) =>
        DirectoryFile.Open(DirectoryFile.Write(Place.Directory, Place.DirectoryKey, Town.Now), fingerprint, previous, Town.Now).Verdict;

    private static ExchangeDirectory Issue(long serial, SoftwareKey current, SoftwareKey? next = null, SoftwareKey? recovery = null) => new()
    {
        Serial = serial,
        IssuedAt = Authorities.NotBefore,
        Expires = Authorities.NotAfter,
        Keys = new DirectoryKeys(current.Certificate, next?.Certificate, recovery?.Certificate),
        Organisations = [],
        Nodes = [],
    };

    /// <summary>Everything of the rows as text; records with lists compare by reference.</summary>
    private static string Shown(ExchangeDirectory directory) => System.Text.Encoding.UTF8.GetString(DirectoryXml.Write(directory));
}
