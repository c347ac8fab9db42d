using Sed.Exchange.Containers.Authority;

namespace Sed.Exchange.Tests.Authority;

public class RegisterNumbersTests
{
    [Theory]
    [InlineData("ОГРН", "1047702026701", true)]
    [InlineData("ОГРН", "1999900000010", true)]
    [InlineData("ОГРН", "1047702026702", false)]
    [InlineData("ОГРН", "104770202670", false)]
    [InlineData("ОГРНИП", "304500116000157", true)]
    [InlineData("ОГРНИП", "304500116000158", false)]
    [InlineData("ИНН", "7707083893", true)]
    [InlineData("ИНН", "7707083894", false)]
    [InlineData("ИНН", "007707083893", false)]
    [InlineData("ИНН лица", "500100732259", true)]
    [InlineData("ИНН лица", "500100732269", false)]
    [InlineData("ИНН лица", "500100732258", false)]
    [InlineData("СНИЛС", "11223344595", true)]
    [InlineData("СНИЛС", "11223344596", false)]
    [InlineData("СНИЛС", "00000000101", true)]
    [InlineData("СНИЛС", "00100199877", true)]
    [InlineData("СНИЛС", "00100199977", false)]
    [InlineData("СНИЛС", "112-233-445 95", false)]
    [InlineData("СНИЛС", "١١٢٢٣٣٤٤٥٩٥", false)]
    public void Check_digits_are_those_of_the_registers(string kind, string number, bool isRight) => Assert.Equal(isRight, kind switch
    {
        "ОГРН" => RegisterNumbers.IsOgrn(number),
        "ОГРНИП" => RegisterNumbers.IsOgrnIp(number),
        "ИНН" => RegisterNumbers.IsInn(number),
        "ИНН лица" => RegisterNumbers.IsPersonalInn(number),
        _ => RegisterNumbers.IsSnils(number),
    });

    [Fact]
    public void Of_all_endings_a_number_can_have_one_is_right()
    {
        Assert.Single(Enumerable.Range(0, 10), digit => RegisterNumbers.IsOgrn("104770202670" + digit));
        Assert.Single(Enumerable.Range(0, 10), digit => RegisterNumbers.IsOgrnIp("30450011600015" + digit));
        Assert.Single(Enumerable.Range(0, 100), digits => RegisterNumbers.IsPersonalInn("5001007322" + digits.ToString("00", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Single(Enumerable.Range(0, 100), digits => RegisterNumbers.IsSnils("087654303" + digits.ToString("00", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
