using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Tests.Zip;

/// <summary>Archives of ten other projects (vectors/zip); what each is as an archive of others, <c>sedx conformance</c> plays.</summary>
public sealed class ForeignArchiveTests
{
    [SharedFact]
    public void None_of_them_is_an_archive_in_our_own_canonical_form()
    {
        var rows = SharedVerdicts.Read("vectors", "zip");
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            using var archive = new MemoryStream(SharedFolder.Read("vectors", "zip", row["file"]));
            Assert.NotNull(ZipReader.Read(archive, ZipRules.Canonical, CancellationToken.None).Fault);
        }
    }
}
