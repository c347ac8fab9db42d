using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Downloads;

/// <summary>Answers that are made on the disk before they are sent.</summary>
public sealed class TemporaryRoomTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_disk_that_has_not_the_octets_any_more_is_no_room_and_no_defect()
    {
        // It had them when it was asked.
        var desk = new UploadDesk(UploadFolder.Open(_folder.Path), new UploadGate(4), new UploadLimits(1, 1, 1), new MemoryBlobStore());

        var refused = Assert.Throws<UploadException>(() => desk.CreateTemporary(1L << 52));

        Assert.Equal(ProblemCodes.NoRoom, refused.Problem.Code);
        Assert.NotNull(refused.Problem.RetryAfter);
        using var small = desk.CreateTemporary(2 * 1024 * 1024);
        Assert.Equal(0, small.Length);
    }
}
