using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Tests.Access;

/// <summary>Places for what is received: shares of callers, and of the two sides of the node.</summary>
public sealed class UploadGateTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(8, 2, 6)]
    [InlineData(64, 16, 48)]
    public void A_caller_has_a_quarter_and_a_side_three(int limit, int ofCaller, int ofSide)
    {
        var gate = new UploadGate(limit);

        Assert.Equal(ofCaller, Enumerable.Range(0, limit + 1).Count(_ => Enters(gate.Installations, "one")));
        Assert.Equal(ofSide - ofCaller, Enumerable.Range(0, limit + 1).Count(number => Enters(gate.Installations, $"{number}")));
        Assert.Equal(limit - ofSide, Enumerable.Range(0, limit + 1).Count(number => Enters(gate.Neighbours, $"{number}")));
    }

    [Fact]
    public void Who_did_not_get_in_takes_no_place_and_who_leaves_gives_his_back_once()
    {
        var gate = new UploadGate(4);
        var place = gate.Neighbours.Enter("efremov");
        for (var number = 0; number < 10; number++) Assert.Throws<UploadException>(() => gate.Neighbours.Enter("efremov"));

        // A client may have a node's name.
        using var other = gate.Installations.Enter("efremov");
        place.Dispose();
        place.Dispose();

        Assert.Equal(3, Enumerable.Range(0, 10).Count(number => Enters(gate.Neighbours, $"{number}")));
    }

    private static bool Enters(UploadSide side, string caller)
    {
        try
        {
            side.Enter(caller);
            return true;
        }
        catch (UploadException)
        {
            return false;
        }
    }
}
